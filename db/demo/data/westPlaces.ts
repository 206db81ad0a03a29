/** Owns cities, streets and dialling codes of the United States, the United Kingdom and Germany. Only data. */
import { table, words } from '../random.ts'

export interface WestPlace {
  readonly city: string
  /** State, county or Land as written in addresses there. */
  readonly province: string
  /** How postal codes begin there: 3 digits (US), letters (UK), 3 digits (DE). */
  readonly postal: string
  /** Area codes: 3 digits (US), with the leading 0 (UK, DE). */
  readonly dial: readonly string[]
}

const places = (text: string): WestPlace[] =>
  table(text).map(([city = '', province = '', postal = '', dial = '']) => ({
    city,
    province,
    postal,
    dial: words(dial),
  }))

export const usPlaces = places(`
New York|NY|100|212 646 917
Brooklyn|NY|112|718 347
Los Angeles|CA|900|213 323 310
Chicago|IL|606|312 773
Houston|TX|770|713 281 832
Phoenix|AZ|850|602 480
Philadelphia|PA|191|215 267
San Antonio|TX|782|210
San Diego|CA|921|619 858
Dallas|TX|752|214 972
San Jose|CA|951|408
Austin|TX|787|512
Columbus|OH|432|614
Charlotte|NC|282|704
San Francisco|CA|941|415
Seattle|WA|981|206
Denver|CO|802|303 720
Washington|DC|200|202
Nashville|TN|372|615
Boston|MA|021|617
Detroit|MI|482|313
Portland|OR|972|503
Las Vegas|NV|891|702
Memphis|TN|381|901
Baltimore|MD|212|410
Milwaukee|WI|532|414
Albuquerque|NM|871|505
Fresno|CA|937|559
Sacramento|CA|958|916
Atlanta|GA|303|404
Kansas City|MO|641|816
Miami|FL|331|305 786
Raleigh|NC|276|919
Omaha|NE|681|402
Minneapolis|MN|554|612
Tampa|FL|336|813
New Orleans|LA|701|504
Honolulu|HI|968|808
Pittsburgh|PA|152|412
Salt Lake City|UT|841|801
Boise|ID|837|208
Burlington|VT|054|802
`)

export const ukPlaces = places(`
London|Greater London|EC|020
London|Greater London|SW|020
London|Greater London|SE|020
Manchester|Greater Manchester|M|0161
Birmingham|West Midlands|B|0121
Leeds|West Yorkshire|LS|0113
Glasgow|Glasgow City|G|0141
Edinburgh|City of Edinburgh|EH|0131
Liverpool|Merseyside|L|0151
Bristol|Bristol|BS|0117
Sheffield|South Yorkshire|S|0114
Newcastle upon Tyne|Tyne and Wear|NE|0191
Nottingham|Nottinghamshire|NG|0115
Cardiff|South Glamorgan|CF|029
Belfast|County Antrim|BT|028
Leicester|Leicestershire|LE|0116
Brighton|East Sussex|BN|01273
Oxford|Oxfordshire|OX|01865
Cambridge|Cambridgeshire|CB|01223
York|North Yorkshire|YO|01904
Aberdeen|Aberdeenshire|AB|01224
Exeter|Devon|EX|01392
Norwich|Norfolk|NR|01603
Stow-on-the-Wold|Gloucestershire|GL|01451
`)

export const dePlaces = places(`
Berlin|Berlin|101|030
Berlin|Berlin|104|030
Hamburg|Hamburg|200|040
München|Bayern|803|089
Köln|Nordrhein-Westfalen|506|0221
Frankfurt am Main|Hessen|603|069
Stuttgart|Baden-Württemberg|701|0711
Düsseldorf|Nordrhein-Westfalen|402|0211
Leipzig|Sachsen|041|0341
Dortmund|Nordrhein-Westfalen|441|0231
Essen|Nordrhein-Westfalen|451|0201
Bremen|Bremen|281|0421
Dresden|Sachsen|010|0351
Hannover|Niedersachsen|301|0511
Nürnberg|Bayern|904|0911
Münster|Nordrhein-Westfalen|481|0251
Karlsruhe|Baden-Württemberg|761|0721
Augsburg|Bayern|861|0821
Kiel|Schleswig-Holstein|241|0431
Freiburg im Breisgau|Baden-Württemberg|791|0761
Lübeck|Schleswig-Holstein|235|0451
Erfurt|Thüringen|990|0361
Rostock|Mecklenburg-Vorpommern|180|0381
Göttingen|Niedersachsen|370|0551
Würzburg|Bayern|970|0931
`)

export const usStreets = words(`
Main_St Oak_Ave Maple_Ave Cedar_Ln Elm_St Washington_Blvd Lake_View_Dr Park_Ave Sunset_Blvd Hill_Rd Pine_St 2nd_St 5th_Ave Market_St Broadway River_Rd Church_St Highland_Ave Jefferson_St Lincoln_Way
Willow_Creek_Dr Industrial_Pkwy Commerce_Dr Technology_Blvd Harbor_Dr Mission_St Peachtree_Rd Magnolia_Ct Old_Mill_Rd Martin_Luther_King_Jr._Blvd
`)

export const ukStreets = words(`
High_Street Station_Road London_Road Church_Lane Victoria_Road Green_Lane Manor_Road King_Street Queen's_Road Park_Lane The_Avenue Mill_Lane School_Lane Albert_Street Castle_Street Broad_Street Market_Place Deansgate St_John's_Terrace Kingsway
Northgate Canal_Wharf Princes_Street Corn_Exchange_Street Harbour_Row
`)

export const deStreets = words(`
Hauptstraße Bahnhofstraße Schulstraße Gartenstraße Dorfstraße Bergstraße Lindenstraße Kirchstraße Waldstraße Ringstraße Schillerstraße Goethestraße Jahnstraße Friedrichstraße Industriestraße Am_Sportplatz Mozartstraße Kaiserallee Königstraße Münchner_Straße
Frankfurter_Allee Alter_Markt Rathausplatz Hafenstraße An_der_Mühle Straße_des_17._Juni
`)
