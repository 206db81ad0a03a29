import { runSchedules } from './schedules.ts'

runSchedules(0)
