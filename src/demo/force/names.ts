/** Invented people, in the mixture of names one meets in the Thames Valley. Spread over the hubs in this order. */
export type ForceRole = 'PC' | 'DC' | 'DS' | 'MASH researcher' | 'Conference officer';

export const INVENTED: readonly (readonly [name: string, role: ForceRole])[] = [
  ['Gareth Pugh-Davies', 'Conference officer'],
  ['Shabana Qureshi', 'DC'],
  ['Luke Ashdown', 'PC'],
  ['Joanna Wiśniewska', 'Conference officer'],
  ['Harpreet Sandhu', 'DC'],
  ['Marcus Adeleke', 'PC'],
  ['Fiona Galbraith', 'MASH researcher'],
  ['Imran Chaudhry', 'DC'],
  ['Rosalind Fenner', 'Conference officer'],
  ['Tunde Bakare', 'DC'],
  ['Claire Hutchings', 'DS'],
  ['Piotr Zieliński', 'PC'],
  ['Meera Nair', 'MASH researcher'],
  ['Stuart Kettle', 'DC'],
  ["Niamh O'Driscoll", 'Conference officer'],
  ['Kwame Asante', 'DC'],
  ['Beth Lovegrove', 'PC'],
  ['Farah Siddiqui', 'MASH researcher'],
  ['Callum Rennie', 'DC'],
  ['Denise Achterberg', 'Conference officer'],
  ['Rajesh Pillai', 'PC'],
  ['Sophie Tranter', 'DC'],
  ['Abdul Karim Miah', 'DS'],
  ['Holly Quainton', 'MASH researcher'],
  ['Grzegorz Nowakowski', 'DC'],
  ['Chiara Bellandi', 'Conference officer'],
  ['Dominic Sayers-Hull', 'PC'],
  ['Yetunde Olawale', 'DC'],
  ['Simon Brackley', 'MASH researcher'],
  ['Anjali Deshmukh', 'DC'],
  ['Rhys Llewellyn', 'PC'],
  ['Monika Horváth', 'Conference officer'],
  ['Patrick Dunleavy', 'DC'],
  ['Zainab Yusuf', 'DC'],
  ['Katherine Ewelme', 'DS'],
  ['Deepak Thapa', 'PC'],
  ['Lorna Birtwhistle', 'Conference officer'],
  ['Samuel Oyelaran', 'DC'],
  ['Hannah Streatley', 'MASH researcher'],
  ['Adrian Munteanu', 'PC'],
  ['Parveen Akhtar', 'DC'],
  ['Joel Winterbourne', 'DC'],
  ['Maria João Teixeira', 'Conference officer'],
  ['Craig Haddow', 'PC'],
  ['Sukhwinder Gill', 'DC'],
  ['Leanne Pocock', 'MASH researcher'],
  ['Emmanuel Boateng', 'DC'],
  ['Victoria Chalgrove', 'Conference officer'],
  ['Bilal Hussain', 'PC'],
  ['Nicola Stanbridge', 'DC'],
  ['Tamsin Goring', 'Conference officer'],
  ['Vikram Rathore', 'DC'],
  ['Oliver Tackley', 'PC'],
  ['Ngozi Umeh', 'MASH researcher'],
  ['Jack Cholsey', 'DC'],
  ['Siân Morgan-Price', 'Conference officer'],
  ['Keith Wantage', 'PC'],
];

/** first.last in plain letters, as the force gives addresses. */
export const mailOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/ł/g, 'l')
    .replace(/[^A-Za-z -]/g, '')
    .toLowerCase()
    .replace(/ +/g, '.')}@thamesvalley-police.example`;
