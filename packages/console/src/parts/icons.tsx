import type { ReactNode } from 'react'

const paths = {
  overview: 'M4 13h6V4H4zm0 7h6v-4H4zm10 0h6v-9h-6zm0-16v4h6V4z',
  calls: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  events: 'M13 3 5 14h7l-1 7 8-11h-7z',
  deliveries: 'M21 4 10 15M21 4l-7 17-4-6-6-4z',
  campaigns: 'M4 10v4h3l9 5V5l-9 5zm15-1a4 4 0 0 1 0 6M8 14l1 6h3l-1-4',
  webhooks: 'M12 9a4 4 0 1 0-4-4m4 4-4 7m-3-1a4 4 0 1 0 5 4h8m-6-10 4 6m-4-6zm4 6a4 4 0 1 1-1 6',
  agents: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v5H5a1 1 0 0 1-1-1zm16 0h-3v5h2a1 1 0 0 0 1-1z',
  channels: 'M10 4 7 20M17 4l-3 16M5 9h15M4 15h15',
  settings: 'M4 7h9m4 0h3M4 17h3m4 0h9M13 4.5v5M7 14.5v5',
  check: 'm5 12 5 5L20 7',
  cross: 'M6 6l12 12M18 6 6 18',
  clock: 'M12 7v5l3 3M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18',
  hourglass: 'M7 3h10M7 21h10M8 3v4l4 5 4-5V3M8 21v-4l4-5 4 5v4',
  pause: 'M8 6v12M16 6v12',
  stop: 'M5.6 5.6l12.8 12.8M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18',
  phone:
    'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2M15 5a4 4 0 0 1 4 4',
  copy: 'M8 8h11v12H8zM16 8V4H5v12h3',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  menu: 'M4 6h16M4 12h16M4 18h16',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21a8 8 0 0 1 16 0',
  plus: 'M12 5v14M5 12h14',
  up: 'm6 15 6-6 6 6',
  right: 'm9 6 6 6-6 6',
} as const

export type IconName = keyof typeof paths

/** Decoration beside a text; what it says stands there in words. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
