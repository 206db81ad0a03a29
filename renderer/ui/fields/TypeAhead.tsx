/** Text that finds something: what is typed asks, the list answers, Enter takes. Owns keys and list; never what is found. */
import { Combobox, TextInput, useCombobox, useDirection } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { beginsRtl, writesAuto } from './direction.ts'
import { type FieldProps, inputProps } from './field.ts'
import classes from './TypeAhead.module.css'

export interface Suggestion {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly icon?: ReactNode
}

interface Props extends Omit<FieldProps<string>, 'onChange'> {
  /** What is being typed; undefined while the field rests and shows `value`. */
  readonly query: string | undefined
  readonly onQuery: (query: string | undefined) => void
  readonly suggestions: readonly Suggestion[]
  /** The suggestions are not yet those of the query. */
  readonly busy: boolean
  /** Said when there are none. */
  readonly none: string
  readonly onPick: (id: string) => void
  /** The text was emptied and left. */
  readonly onClear: () => void
  readonly end?: ReactNode
}

export function TypeAhead(props: Props): ReactNode {
  const { query, onQuery, suggestions, busy, none, onPick, onClear, end, value, onBlur, ...rest } = props
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const first = suggestions[0]?.id
  const asked = query !== undefined && query !== ''
  const shown = query ?? value
  const { dir } = useDirection()
  const isTurned = shown !== '' && beginsRtl(shown) !== (dir === 'rtl')

  /** Enter came before the answer: the answer is taken when it is there. */
  const entered = useRef(false)

  // The best answer is the one Enter takes; but never one to an earlier question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `first` stands for the list as it is drawn
  useEffect(() => {
    if (!asked || busy || first === undefined) {
      box.resetSelectedOption()
      return
    }
    if (entered.current) {
      entered.current = false
      onPick(first)
      close()
      return
    }
    // The list may only now be coming up.
    const timer = setTimeout(() => box.selectFirstOption(), 0)
    return () => clearTimeout(timer)
  }, [asked, busy, first, query])

  const close = (): void => {
    entered.current = false
    box.closeDropdown()
    onQuery(undefined)
  }
  const leave = (): void => {
    if (query === '' && value !== '') onClear()
    close()
    onBlur?.()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'F2' || (event.altKey && event.key === 'ArrowDown')) {
      event.preventDefault()
      onQuery(query ?? '')
      box.openDropdown()
    } else if (event.key === 'Escape' && query !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Enter' && query === '' && value !== '') {
      event.preventDefault()
      onClear()
      close()
    } else if (event.key === 'Enter' && asked && (busy || box.getSelectedOptionIndex() === -1)) {
      event.preventDefault()
      if (busy) entered.current = true
      if (busy || first === undefined) return
      onPick(first)
      close()
    }
  }
  return (
    <Combobox
      store={box}
      withinPortal
      shadow="none"
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(id) => {
        onPick(id)
        close()
      }}
    >
      <Combobox.Target>
        <TextInput
          {...inputProps({ ...rest, onBlur: leave })}
          ref={writesAuto}
          autoComplete="off"
          spellCheck={false}
          rightSection={end}
          rightSectionWidth={end ? 30 : undefined}
          // A name from the other direction begins where the page's own would end, which is where the button stands.
          {...(end && isTurned && { styles: { input: { paddingInlineStart: 30 } } })}
          value={shown}
          onChange={(event) => {
            entered.current = false
            onQuery(event.currentTarget.value)
            box.openDropdown()
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query === undefined || (suggestions.length === 0 && (busy || !asked))}>
        <Combobox.Options aria-label={rest.label} mah={300} style={{ overflowY: 'auto' }}>
          {suggestions.map((suggestion) => (
            <Combobox.Option key={suggestion.id} value={suggestion.id}>
              <span className={classes.option}>
                {suggestion.icon}
                <span className={classes.words}>
                  <bdi className={classes.label}>{suggestion.label}</bdi>
                  {suggestion.detail && <bdi className={classes.detail}>{suggestion.detail}</bdi>}
                </span>
              </span>
            </Combobox.Option>
          ))}
          {suggestions.length === 0 && <Combobox.Empty>{none}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
