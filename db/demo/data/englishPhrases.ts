/** Owns the English sentences of notes and history, with `{slots}`. Only data. */
import { lines, type Phrases } from './phrases.ts'

export const englishPhrases: Phrases = {
  openings: lines(`
      Spoke with {name} about the {product}
      {name} called to ask for a price on {product}
      Met {name} in {town} to talk about the {product}
      Sent the {doc} to {name} by e-mail
      {name} wrote on WhatsApp about the {product}
      Received the {doc} from {name}
      Ran into {name} at {place}
      {name} reports a problem with the {product}: {problem}
      They want to replace the {product} with the newer model
      {name} referred a friend who needs {product}
      Meeting with {name}'s team to wrap up the {product} project
      Tried several times, no answer; left a message with the assistant
      Chased the {doc} we sent {when}
      {name} asked to move our appointment to {when}
      Took a sample of the {product} to {name} in {town}
      {name} thanked the team for sorting out the {product}
      Complaint about {problem}; apologised and logged it
      {name} has moved to another department, go through reception
    `),
  details: lines(`
      Budget is roughly {amount}
      They need {count} units by {when}
      Asked for {percent}% off above {count} pieces
      Payment terms {days} days
      A competitor is slightly cheaper
      The decision is made by the managing director
      Deliver to {town} before {when}
      Always wants a proper VAT invoice
      Not free in the mornings, call after three
      Very happy with the last purchase
      Purchase order PO-{number}
      Serial number SN{number} is still under warranty
      {problem}; the engineer goes there {when}
      Wants another printed catalogue
      Currently with another supplier, contract ends {when}
      Takes his coffee black
      Daughter has just started university in {town}
      Invoice of {amount} is overdue
      Would rather sign for a year than month by month
      They have opened a new branch in {town}
    `),
  closings: lines(`
      Talk again {when}
      Will send the {doc} by {when}
      Waiting for approval from purchasing
      Call back {when}
      Undecided, keep following up
      Deal closed
      Handed over to service
      Very pleased
      Not interested now, try next year
      More information sent by e-mail
      Has to ask the boss first
      Prepare the {doc} before the meeting
    `),
  subjects: lines(`
      {doc} for {product}
      Price enquiry: {product}
      Follow-up on quote QT-{number}
      Appointment {when}
      Fault report: {product}
      Maintenance contract renewal
      Overdue balance
      Demonstration of {product}
      Thank you after the meeting
      New: {product}
      Delivery to {town}
      Season's greetings
    `),
  slots: {
    product: lines(`
        receipt printer
        accounting package
        air conditioning
        water filters
        security cameras
        solar panels
        steel bars
        cement
        cardboard packaging
        coffee beans
        engine oil
        truck tyres
        digital scales
        office furniture
        group health cover
        uniforms
        shop sign
        warehouse software
        forklift
        pump spares
        LED lighting
        jasmine rice
        tour package
        ultrasound scanner
      `),
    doc: lines(`
        quotation
        invoice
        contract
        catalogue
        purchase order
        warranty card
        drawings
        minutes
        certificate of incorporation
        delivery note
      `),
    problem: lines(`
        late delivery
        wrong colour
        overheating
        a water leak
        will not start
        invoice was wrong
        short shipment
        unusual noise
      `),
    when: lines(`
        next Monday
        next week
        the end of the month
        early next month
        after the holidays
        next quarter
        Friday afternoon
        tomorrow morning
        the end of the year
        Wednesday
      `),
    place: lines(`
        the trade fair
        the chamber of commerce dinner
        the golf club
        a seminar in London
        the coffee shop downstairs
        Frankfurt airport
      `),
  },
}
