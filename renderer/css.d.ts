// Custom properties in style attributes: `style={{ '--grid-width': width }}`.
import 'csstype'

declare module 'csstype' {
  interface Properties {
    [property: `--${string}`]: string | number | undefined
  }
}
