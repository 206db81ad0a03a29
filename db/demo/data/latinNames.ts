/** Owns English and German names, commonest first. Only data; must never import anything but the reader of word lists. */
import { words } from '../random.ts'

export const englishMen = words(`
James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua
Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon
Benjamin Samuel Gregory Alexander Frank Patrick Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Douglas Zachary Peter Kyle
Noah Ethan Jeremy Walter Christian Keith Roger Terry Austin Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan Jesse Bryan Billy
Bruce Gabriel Joe Logan Alan Juan Albert Willie Elijah Wayne Randy Vincent Mason Roy Ralph Bobby Russell Bradley Philip Eugene
Oliver Harry Alfie Charlie Leo Freddie Archie Rhys Callum Angus Hamish Niall Declan Ciarán Seán Owen Gareth Nigel Graham Clive
Muhammad Ahmed Rajesh Arjun Wei Hiroshi Luis Carlos Miguel Antonio DeShawn Malik Jamal Anders Piotr Krzysztof Giovanni Luca Mateo Zoltán
`)

export const englishWomen = words(`
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle
Carol Amanda Melissa Deborah Stephanie Dorothy Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda Emma Anna Pamela Nicole Samantha
Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina
Joan Evelyn Judith Andrea Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Kathryn Abigail Sophia Frances Jean
Alice Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana Brittany Doris Kayla Alexis Lori Marie
Poppy Freya Imogen Niamh Siobhán Saoirse Aoife Bronwyn Cerys Fiona Morag Harriet Beatrice Florence Ivy Daisy Georgina Philippa Rosalind Zoë
Fatima Aisha Priya Ananya Mei Yuki Guadalupe Rosa Carmen Luz Keisha Latoya Ingrid Agnieszka Katarzyna Giulia Chiara Renée Chloë Anaïs
`)

export const englishFamilies = words(`
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin
Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores
Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes
Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson
Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez
Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Fisher Vasquez Simmons Graham Murray Ford Hamilton Marshall Owens Harrison
O'Neil O'Brien O'Connor MacDonald McCarthy McKenzie McGregor Fitzgerald Ashworth Bradshaw Cartwright Cholmondeley Eccleston Fairweather Featherstone Gillingham Hargreaves Holloway Kingsley Lancaster
Longbottom Mainwaring Marlowe Montgomery Nightingale Ollerenshaw Pemberton Penhaligon Postlethwaite Ravenscroft Rutherford Shackleton Sinclair Somerville St._John Summerfield Sutcliffe Thistlethwaite Thornton Trevelyan
Underwood Vaughan Wainwright Wetherby Whitaker Whitfield Winterbottom Wolstenholme Woodhouse Yardley Ó_Súilleabháin Ní_Dhomhnaill Llewellyn Gruffydd Prosser Pritchard Abernathy Buchanan Carmichael Drummond
Singh Khan Ali Hussain Ahmed Begum Chowdhury Sharma Gupta Chen Wang Zhang Tanaka Suzuki Park Choi Ivanov Kowalski Nowak Dvořák
Van_der_Berg De_Vries Jansen Larsen Sørensen Østergaard Håkansson Lindqvist Virtanen Rossi Bianchi Ferrari D'Angelo Di_Marco Dubois Lefèvre Béranger Guðmundsson Szabó Popescu
Okafor Adeyemi Mensah Nkosi Banda Washington Jefferson Freeman Booker Baptiste Beauchamp Delacroix Fontaine Thibodeaux Hoffman Schwartz Goldberg Rosenthal Katz Feinstein
`)

export const germanMen = words(`
Thomas Michael Andreas Stefan Christian Peter Wolfgang Klaus Jürgen Markus Martin Frank Alexander Bernd Uwe Matthias Daniel Dieter Jörg Sebastian
Florian Tobias Jan Lukas Felix Jonas Maximilian Paul Leon Finn Björn Götz Günther Holger Heinz Horst Karl-Heinz Kai Lars Lutz
Mehmet Mustafa Ali Hans Hartmut Gerd Norbert Rainer Ralf Rüdiger Sönke Torsten Ulrich Volker Wilhelm Friedrich Konstantin Emil Anton Moritz
Philipp Simon Tim Nils Oliver Patrick Marcel Dominik Fabian Benedikt Hans-Peter Jens Jochen Joachim Detlef Erik Ingo Kilian Leonhard Vincent
`)

export const germanWomen = words(`
Sabine Susanne Petra Monika Claudia Birgit Andrea Stefanie Nicole Angelika Heike Ursula Gabriele Anja Katrin Julia Sandra Christine Kerstin Silke
Anna Lena Laura Lea Sophie Marie Hannah Emma Mia Johanna Katharina Franziska Jana Vanessa Melanie Tanja Sonja Martina Renate Ingrid
Helga Gisela Brigitte Jutta Ute Anke Antje Bärbel Dörte Elfriede Frauke Gudrun Hannelore Ilse Karin Käthe Lieselotte Margarete Ayşe Fatma
Annika Carolin Charlotte Clara Greta Ida Luise Mathilda Nele Paula Pia Rosemarie Svenja Theresa Ulrike Verena Wiebke Zoe Elif Anne-Kathrin
`)

export const germanFamilies = words(`
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann
Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber
Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz
Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich
Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer
Yılmaz Kaya Demir Şahin Öztürk Nowak Petersen Hansen Thiel Lüders Bäcker Übelacker Strauß Weiss Größmann Späth Götze Häußler Rautenstrauch-Hohenberger Freudenberger
Aigner Brückner Dombrowski Eichhorn Feldmann Gerlach Hinrichsen Isermann Janßen Kleinschmidt Langenbach Mühlhausen Niederberger Oberländer Prinz Quandt Reinhardt Siebert Trautmann Uhlig
`)

/** First name → what friends say; the person is entered under either. */
export const englishShort: ReadonlyMap<string, string> = new Map(
  words(`
James/Jim John/Jack Robert/Bob Michael/Mike William/Bill David/Dave Richard/Rick Joseph/Joe Thomas/Tom Charles/Chuck Christopher/Chris Daniel/Dan Matthew/Matt
Anthony/Tony Donald/Don Steven/Steve Andrew/Andy Joshua/Josh Kenneth/Ken Timothy/Tim Ronald/Ron Edward/Ted Jeffrey/Jeff Nicholas/Nick Benjamin/Ben
Samuel/Sam Gregory/Greg Alexander/Alex Patrick/Pat Raymond/Ray Zachary/Zach Patricia/Pat Jennifer/Jen Elizabeth/Liz Barbara/Barb Susan/Sue Jessica/Jess
Margaret/Peggy Kimberly/Kim Deborah/Deb Rebecca/Becky Cynthia/Cindy Kathleen/Kathy Angela/Angie Pamela/Pam Samantha/Sam Katherine/Kate Christine/Chris
Victoria/Vicky Jacqueline/Jackie Abigail/Abby Charlotte/Lottie Wolfgang/Wolfi Alexander/Alex Katharina/Kathi Johanna/Hanna Maximilian/Max Stefanie/Steffi
`).map((pair) => {
    const [full = '', short = ''] = pair.split('/')
    return [full, short]
  }),
)
