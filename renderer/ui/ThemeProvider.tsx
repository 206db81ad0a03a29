/**
 * The look: Mantine tuned to our tokens, direction, scheme and density. Owns the attributes on <html>
 * (lang, dir, data-density); must never know what a contact is.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  DirectionProvider,
  MantineProvider,
  useDirection,
} from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'

export type ColorScheme = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'comfortable'
export type Direction = 'ltr' | 'rtl'

const theme = createTheme({
  primaryColor: 'sapphire',
  primaryShade: { light: 6, dark: 6 },
  colors: {
    sapphire: [
      '#eef2fd',
      '#dde5fb',
      '#bccbf7',
      '#96adf2',
      '#7290ec',
      '#5477e4',
      '#3a5fd9',
      '#3152c2',
      '#28439f',
      '#20357d',
    ],
    dark: [
      '#e3e6ec',
      '#c2c8d2',
      '#a3acba',
      '#6f7989',
      '#363c49',
      '#2a2f39',
      '#20242c',
      '#181b21',
      '#13161b',
      '#0e1014',
    ],
  },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 1, color: 'var(--scrim)' } },
    },
    Tooltip: { defaultProps: { openDelay: 450, withinPortal: true } },
    Menu: { defaultProps: { transitionProps: { duration: 70 }, offset: 4 } },
    Popover: { defaultProps: { transitionProps: { duration: 70 }, offset: 4 } },
  },
})

const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-bright': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-control)',
    '--mantine-color-error': 'var(--danger-text)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-color-sapphire-filled': 'var(--accent)',
    '--mantine-color-sapphire-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-light': 'var(--accent-soft)',
    '--mantine-primary-color-light-color': 'var(--accent-text)',
    '--mantine-color-disabled': 'var(--surface-inset)',
    '--mantine-color-disabled-color': 'var(--text-faint)',
    '--mantine-line-height': 'var(--leading)',
    '--mantine-z-index-modal': 'var(--layer-overlay)',
    '--mantine-z-index-popover': 'var(--layer-popover)',
  }
  return { variables: {}, light: shared, dark: shared }
}

function Root({
  lang,
  dir,
  density,
  children,
}: Pick<Props, 'lang' | 'dir' | 'density' | 'children'>): ReactNode {
  const { setDirection } = useDirection()
  useLayoutEffect(() => {
    document.documentElement.lang = lang
    document.documentElement.dataset.density = density
    setDirection(dir)
  }, [lang, dir, density, setDirection])
  return children
}

interface Props {
  readonly lang: string
  readonly dir: Direction
  readonly colorScheme: ColorScheme
  readonly density: Density
  readonly children: ReactNode
}

/** Wraps the window. Everything below it may use the kit. */
export function ThemeProvider({ lang, dir, colorScheme, density, children }: Props): ReactNode {
  return (
    <DirectionProvider initialDirection={dir} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        {...(colorScheme !== 'system' && { forceColorScheme: colorScheme })}
      >
        <Root lang={lang} dir={dir} density={density}>
          {children}
        </Root>
      </MantineProvider>
    </DirectionProvider>
  )
}
