import { testApp, type TestApp } from '../support/app.js';

let test: TestApp;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());

it('is there for everybody, signed in or not', async () => {
  const stranger = await test.stranger().get('/accessibility');
  expect(stranger.status).toBe(200);
  const person = await (await test.signIn('Ada Okafor', ['attendee'])).get('/accessibility');
  expect(person.status).toBe(200);
  expect(person.$('h1').text().trim()).toBe('Accessibility of this tracker');
});

it('claims no conformance that nobody has checked', async () => {
  const { $ } = await test.stranger().get('/accessibility');
  expect($('main').text()).toContain('this page does not claim that it conforms');
});
