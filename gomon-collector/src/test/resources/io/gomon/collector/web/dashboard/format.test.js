import { equal, suite } from './testing.js';

export default ({ format }) => {
  const { tests, test } = suite();
  const { duration, count, grouped, rate, bytes, percent, errorShare, ago, parseDuration, clock, dateTime } = format;

  test('duration_anySize_hasThreeDigitsAndAUnit', () => {
    equal([640, 1_843, 18_432, 184_321, 1_843_211, 18_432_110].map(duration),
      ['640 ns', '1.84 µs', '18.4 µs', '184 µs', '1.84 ms', '18.4 ms']);
    equal([999_499, 999_600, 2e9, 59.9e9].map(duration), ['999 µs', '1 ms', '2 s', '59.9 s']);
  });
  test('duration_fromOneMinuteOn_readsLikeAClock', () => {
    equal([59.96e9, 60e9, 185e9, 3599.6e9, 7620e9].map(duration), ['1m 00s', '1m 00s', '3m 05s', '1h 00m', '2h 07m']);
  });
  test('duration_oddValues_areNeverNaN', () => {
    equal([null, undefined, NaN, 0, 0.4, -5e6].map(duration), ['–', '–', '–', '0 ms', '< 1 ns', '−5 ms']);
  });
  test('count_fromTenThousandOn_isRounded', () => {
    equal([0, 999, 9_999, 10_000, 12_345, 999_960, 1_284_345, 2.5e9, null].map(count),
      ['0', '999', '9\u202f999', '10k', '12.3k', '1M', '1.28M', '2.5G', '–']);
  });
  test('plural_one_hasNoS', () => equal([format.plural(1, 'event'), format.plural(0, 'event'), format.plural(12_345, 'event')], ['1 event', '0 events', '12.3k events']));
  test('grouped_number_hasGroupsOfThree', () => equal(grouped(1234567), '1\u202f234\u202f567'));
  test('rate_smallAndLarge_staysHonest', () => {
    equal([0, 0.004, 0.06, 0.5, 12.345, 999, 25_000, null].map(rate),
      ['0 /s', '< 0.01 /s', '0.06 /s', '0.5 /s', '12.3 /s', '999 /s', '25k /s', '–']);
  });
  test('bytes_megabyte_isTwoToTheTwenty', () => {
    equal([0, 512, 1023, 1024, 536_870_912, 1_073_741_824, 1_000 * 1024, -1].map(bytes),
      ['0 B', '512 B', '1023 B', '1 KB', '512 MB', '1 GB', '1000 KB', '–']);
  });
  test('percent_neverRoundsToZeroOrToAll', () => {
    equal([0, 0.00001, 0.0123, 0.5, 0.99999, 0.9996, 1, null].map(percent),
      ['0 %', '< 0.01 %', '1.23 %', '50 %', '> 99.99 %', '99.96 %', '100 %', '–']);
  });
  test('errorShare_withoutRequests_isUnknown', () => equal([errorShare(0, 0), errorShare(1, 4)], [null, 0.25]));
  test('ago_timeInTheFuture_isNow', () => {
    equal([ago(5_000, 1_000), ago(0, 59_000), ago(0, 300_000), ago(0, 7_200_000)], ['0 s ago', '59 s ago', '5 min ago', '2 h ago']);
  });
  test('parseDuration_unitsAndNonsense', () => {
    equal(['100', '100ms', '1.5 s', '1,5 s', '250us', '250 µs', '2m', '10 ns'].map(parseDuration),
      [1e8, 1e8, 1.5e9, 1.5e9, 250e3, 250e3, 120e9, 10]);
    equal(['', 'abc', '-1', '1 week', null, undefined].map(parseDuration), [null, null, null, null, null, null]);
  });
  test('clockAndDate_localTime', () => {
    const millis = new Date(2026, 10, 21, 4, 3, 7).getTime();
    equal([clock(millis), dateTime(millis), clock(null)], ['04:03:07', '2026-11-21 04:03:07', '–']);
  });
  return tests;
};
