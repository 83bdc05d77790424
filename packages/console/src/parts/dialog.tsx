import { Modal, type ModalProps } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import { useReturnFocus } from './focus.ts'

/** A dialog that is open for as long as it is there. */
export function Dialog(props: Omit<ModalProps, 'opened' | 'closeButtonProps'>) {
  const t = useText()
  useReturnFocus()
  return <Modal opened closeButtonProps={{ 'aria-label': t.common.close }} {...props} />
}
