import { createTheme, Drawer, Menu, Modal, type MantineColorsTuple } from '@mantine/core'

// A dialog's <header> would count as a second banner of the page.
const plainHeader = { attributes: { header: { role: 'none' } } }

/** Petrol: shade 7 on white and shade 3 on the dark background both reach 4.5:1. */
const petrol: MantineColorsTuple = [
  '#e6f6f5',
  '#d0eae8',
  '#a3d5d1',
  '#6fc0ba',
  '#45ada6',
  '#2b9f98',
  '#178f88',
  '#0b716b',
  '#065f5a',
  '#004d49',
]

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } } },
  focusRing: 'auto',
  breakpoints: { xxl: '119em' },
  components: {
    // Inside the landmark, and without an empty stop for the focus that is no menu item.
    Menu: Menu.extend({
      defaultProps: { portalProps: { target: '#content' }, withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({ defaultProps: plainHeader }),
    Drawer: Drawer.extend({ defaultProps: plainHeader }),
  },
})
