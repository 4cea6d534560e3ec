/** From the collector's answers to the points of charts. Pure functions. */

/**
 * Requests and errors per second. The newest bucket is still filling: it is divided by the time it covers so far, and
 * left out while that is too short to say anything.
 */
export function ratePoints(points, stepMillis, nowMillis, field) {
  const result = [];
  for (const point of points) {
    const coveredMillis = Math.min(stepMillis, nowMillis - point.timeMillis);
    if (coveredMillis < stepMillis / 2) continue;
    result.push([point.timeMillis, point[field] / (coveredMillis / 1000)]);
  }
  return result;
}

/** Percentiles over time; buckets without requests are gaps. */
export function percentilePoints(points, field) {
  return points.map((point) => [point.timeMillis, point[field]]);
}

/** Counts over the range: `{requests, errors}`. */
export function totals(points) {
  return points.reduce(
    (sum, point) => ({ requests: sum.requests + point.requests, errors: sum.errors + point.errors }),
    { requests: 0, errors: 0 },
  );
}

/**
 * What a running total grew by between two points; a total that fell means a new process, whose total then is the
 * growth. The first point has nothing to be compared with.
 */
export function growth(points, field) {
  return points.slice(1).map((point, i) => {
    const before = points[i][field];
    const now = point[field];
    if (before === null || before === undefined || now === null || now === undefined) return [point.timeMillis, null];
    return [point.timeMillis, now >= before ? now - before : now];
  });
}

/** Points of a gauge; what is missing or negative ("no maximum") is a gap. */
export function gaugePoints(points, field) {
  return points.map((point) => [point.timeMillis, point[field] >= 0 ? point[field] : null]);
}

/** The newest value that is not a gap, or null. */
export function lastValue(points) {
  for (let i = points.length - 1; i >= 0; i -= 1) {
    if (points[i][1] !== null && points[i][1] !== undefined) return points[i][1];
  }
  return null;
}
