// Class names put together; later conditions simply add.

export { clsx as cn } from 'clsx'
