/** The style sheets of the kit, in the order that makes ours win. Imported once, by main.tsx. */
import './fonts.css'
import './mantine.css'
import './tokens.css'
import './base.css'
import './overrides.css'
