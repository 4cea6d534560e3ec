import { dateTime } from '../lib/format.js';
import { token } from '../lib/theme.js';

/**
 * Options for a chart over time. `series`: `{name, color, points: [[millis, value|null]], type, area, stack}` with
 * `color` a design token; `binary` says that values are bytes; `format` turns a value into text; `range` gives the ends of the time axis.
 */
export function timeOptions({ series, format, range, selectable, binary = false }) {
  return {
    grid: { left: 8, right: 12, top: 10, bottom: 4, containLabel: true },
    xAxis: timeAxis(range),
    yAxis: { ...valueAxis(format), ...(binary ? binaryScale(series) : {}) },
    tooltip: tooltip(format),
    brush: selectable ? brush() : undefined,
    toolbox: { show: false },
    series: series.map(seriesOption),
  };
}

/** Options for one dot per trace over time, on a logarithmic axis of durations. */
export function scatterOptions({ points, format, range, describe }) {
  return {
    grid: { left: 8, right: 12, top: 10, bottom: 4, containLabel: true },
    xAxis: timeAxis(range),
    yAxis: { ...valueAxis(format), type: 'log', min: undefined },
    tooltip: {
      ...tooltipBox(),
      trigger: 'item',
      formatter: (item) => tooltipContent(dateTime(item.value[0]), describe(item.data.source), item.color),
    },
    brush: brush(),
    toolbox: { show: false },
    series: [
      {
        type: 'scatter',
        symbolSize: 8,
        cursor: 'pointer',
        data: points.map(({ value, failed, source }) => ({
          value,
          source,
          itemStyle: { color: token(failed ? '--series-error' : '--series-rate'), opacity: 0.75 },
        })),
      },
    ],
  };
}

function seriesOption({ name, color, points, type = 'line', area = false, stack, width = 1.7 }) {
  const drawn = token(color);
  const common = { name, stack, data: points, color: drawn };
  if (type === 'bar') return { ...common, type, barMaxWidth: 14, barMinHeight: 1, barCategoryGap: '25%' };
  return {
    ...common,
    type: 'line',
    data: points.map((point, i) => (alone(points, i) ? { value: point, symbol: 'circle' } : { value: point })),
    symbol: 'none',
    symbolSize: 4,
    showAllSymbol: true,
    lineStyle: { width, color: drawn },
    areaStyle: area ? { color: drawn, opacity: 0.12 } : undefined,
    emphasis: { disabled: true },
  };
}

/** A point between two gaps has no line to lie on: it gets a dot. */
function alone(points, i) {
  const empty = (point) => point === undefined || point[1] === null;
  return !empty(points[i]) && empty(points[i - 1]) && empty(points[i + 1]);
}

function timeAxis(range) {
  return {
    type: 'time',
    min: range.fromMillis,
    max: range.toMillis,
    splitNumber: 6,
    axisLine: { lineStyle: { color: token('--line-strong') } },
    axisTick: { lineStyle: { color: token('--line-strong') } },
    axisLabel: {
      color: token('--ink-3'),
      fontSize: 11,
      hideOverlap: true,
      formatter: { hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}', day: '{MMM} {d}' },
    },
    axisPointer: { lineStyle: { color: token('--ink-3'), type: 'solid' }, label: { show: false } },
    splitLine: { show: false },
  };
}

function valueAxis(format) {
  return {
    type: 'value',
    min: 0,
    splitNumber: 4,
    axisLabel: { color: token('--ink-3'), fontSize: 11, formatter: format },
    splitLine: { lineStyle: { color: token('--line') } },
  };
}

/** Bytes read well at 64 MB and 128 MB; steps of a decimal axis would be 95.4 MB. */
function binaryScale(series) {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
  const most = values.reduce((max, value) => Math.max(max, value), 1);
  const interval = 2 ** Math.ceil(Math.log2(most / 5));
  return { interval, max: Math.ceil((most * 1.02) / interval) * interval };
}

function brush() {
  return {
    xAxisIndex: 0,
    toolbox: [],
    brushStyle: { borderWidth: 1, color: token('--selected'), borderColor: token('--accent') },
    outOfBrush: {},
  };
}

function tooltipBox() {
  return {
    backgroundColor: token('--raised'),
    borderColor: token('--line-strong'),
    padding: [8, 10],
    confine: true,
    transitionDuration: 0,
    textStyle: { color: token('--ink') },
  };
}

function tooltip(format) {
  return {
    ...tooltipBox(),
    trigger: 'axis',
    formatter: (items) =>
      tooltipContent(
        dateTime(items[0].value[0]),
        items.map((item) => [item.seriesName, format(item.value[1]), item.color]),
      ),
  };
}

/**
 * Built from nodes and not as markup: names come from the monitored application and must stay text, and
 * the content policy forbids style attributes.
 */
function tooltipContent(head, rows, fallbackColor = 'transparent') {
  const box = element('div', 'tip');
  box.append(element('div', 'tip-head', head));
  for (const [name, value, color] of rows) {
    const row = element('div', 'tip-row');
    const dot = element('span', 'tip-dot');
    dot.style.backgroundColor = color ?? fallbackColor;
    row.append(dot, element('span', '', name), element('span', 'tip-value', value));
    box.append(row);
  }
  return box;
}

function element(name, className, text = '') {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}
