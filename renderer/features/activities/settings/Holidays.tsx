/** The weekend of the business, and its holidays: bundled lists that say what they cover, calendar files, days of one's own. */
import { IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { holiday } from '#db/shared/businessCalendar.ts'
import { addDays } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import { useRead } from '../../../data/hooks.ts'
import { native } from '../../../data/native.ts'
import { call } from '../../../data/port.ts'
import { usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { useMayEdit, useMayTrash } from '../../../records/useRights.ts'
import { useDoing } from '../../../state/doing.ts'
import { useMay } from '../../../state/session.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/dates/DateField.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { useBusiness } from '../useBusiness.ts'
import { zone } from '../words.tsx'
import classes from './Settings.module.css'

const AHEAD = 400

export function Holidays({ administers }: { readonly administers: boolean }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { language } = usePreferences()
  const mayWrite = useMay('create')
  const mayTrash = useMayTrash(holiday)
  const mayEdit = useMayEdit(holiday)
  const mayImport = useMay('import')
  const today = localTime(Date.now()).iso
  const business = useBusiness(today, addDays(today, AHEAD))
  const lists = useRead('holiday.lists', {}, { depends: { on: ['holiday'] } }).data?.lists ?? []
  const [name, setName] = useState('')
  const [date, setDate] = useState<string | null>(null)
  const names = weekdayNames(language, 'long')
  const regions = new Intl.DisplayNames([language], { type: 'region' })
  const doing = useDoing()
  const weekend = (day: number, off: boolean): void => {
    const value = off ? [...business.weekend, day] : business.weekend.filter((each) => each !== day)
    void doing(
      () => call('settings.set', { scope: 'database', key: 'business.weekend', value: [...value].sort() }),
      t('settings.saved'),
    )
  }
  const importFile = async (): Promise<void> => {
    const files =
      (await native?.openFiles({ many: true, filters: [{ name: 'iCalendar', extensions: ['ics'] }] })) ?? []
    if (files.length > 0)
      await doing(
        () => call('ics.import', { files, as: 'holidays', timeZone: zone() }),
        t('operation.holiday.add'),
      )
  }
  const days = [...business.holidays.values()].flat()
  const mayRemoveAll = (country: string): boolean =>
    days.every((day) => day.country !== country || mayTrash(day.ownerId))
  return (
    <section className={classes.group} aria-label={t('holiday.many')}>
      <h3 className={classes.title}>{t('activity.settings.weekend')}</h3>
      <div className={classes.days}>
        {[0, 1, 2, 3, 4, 5, 6].map((at) => {
          const day = (at + business.weekStart) % 7
          return (
            <Checkbox
              key={day}
              label={names[day] ?? ''}
              disabled={!administers}
              checked={business.weekend.includes(day)}
              onChange={(off) => weekend(day, off)}
            />
          )
        })}
      </div>
      <h3 className={classes.title}>{t('holiday.many')}</h3>
      <ul className={classes.list}>
        {lists.map(({ country, from, to, count, added, note }) => (
          <li key={country} className={classes.row}>
            <div className={classes.grow}>
              <strong>{regions.of(country)}</strong>{' '}
              {t('activity.span', { from: format.date(from), to: format.date(to) })}
              <p className={classes.text}>{t(note)}</p>
            </div>
            {mayWrite && added < count && (
              <Button
                onClick={() =>
                  void doing(
                    () => call('holiday.add', { country, lang: language }),
                    t('operation.holiday.add'),
                  )
                }
              >
                {t('activity.settings.addDays', { n: count - added })}
              </Button>
            )}
            {added > 0 && mayRemoveAll(country) && (
              <Button
                tone="quiet"
                onClick={() =>
                  void doing(() => call('holiday.remove', { country }), t('operation.holiday.remove'))
                }
              >
                {t('activity.settings.removeDays', { n: added })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (date === null || name.trim() === '') return
            void doing(
              () => call('record.create', { entity: 'holiday', data: { date, name: name.trim() } }),
              t('operation.holiday.add'),
            )
            setName('')
          }}
        >
          <DateField label={t('holiday.field.date')} value={date} onChange={setDate} />
          <TextField label={t('holiday.new')} value={name} onChange={setName} />
          <Button type="submit" disabled={date === null || name.trim() === ''}>
            {t('activity.settings.add')}
          </Button>
          {mayImport && (
            <Button onClick={() => void importFile()}>{t('activity.settings.importHolidays')}</Button>
          )}
        </form>
      )}
      <ul className={classes.list} aria-label={t('holiday.many')}>
        {days.map((day) => (
          <li key={day.id} className={classes.row}>
            <span>{format.date(day.date, 'full')}</span>
            <span className={classes.grow}>
              <Bdi>{day.name}</Bdi>
              {day.country !== null && (
                <span className={classes.text}> · {regions.of(day.country) ?? day.country}</span>
              )}
            </span>
            {mayEdit(day.ownerId) && (
              <Checkbox
                label={t('holiday.field.working')}
                checked={day.working}
                onChange={(working) =>
                  void doing(
                    () => call('record.update', { entity: 'holiday', id: day.id, data: { working } }),
                    t('settings.saved'),
                  )
                }
              />
            )}
            {mayTrash(day.ownerId) && (
              <IconButton
                label={t('activity.removePerson', { name: day.name })}
                onClick={() =>
                  void doing(
                    () => call('record.trash', { entity: 'holiday', id: day.id }),
                    t('settings.saved'),
                  )
                }
              >
                <IconTrash size={15} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
