import { LitElement, css, html } from 'lit';
import { base } from './styles.js';

/** What a newcomer sees on an empty collector: how data gets here. */
class FirstSteps extends LitElement {
  static styles = [
    base,
    css`
      .box {
        display: grid;
        gap: var(--s3);
        max-width: 82ch;
        margin: 0 auto;
        padding: var(--s6) var(--s5);
      }
      h2 {
        font-size: var(--text-l);
      }
      pre {
        margin: 0;
        padding: var(--s3) var(--s4);
        overflow-x: auto;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--sunken);
        line-height: 1.6;
      }
      .wait {
        color: var(--ink-3);
      }
    `,
  ];

  constructor() {
    super();
    this.startMillis = Date.now();
    this.id = exampleId(this.startMillis);
  }

  render() {
    const endpoint = location.origin;
    return html`<div class="box">
      <h2>No data yet</h2>
      <p>The collector is up and waits for events. Start an application with GoMon and this endpoint:</p>
      <pre><code>${endpoint}</code></pre>
      <p>
        Any OpenTelemetry SDK or agent can send here too, over OTLP/HTTP:
      </p>
      <pre><code>OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}
OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf</code></pre>
      <p>Or try a single event by hand:</p>
      <pre><code>curl ${endpoint}/api/v1/events \\
  -H 'Content-Type: application/json' -H 'Gomon-Service: hello' \\
  -d '{"id":"${this.id}",
       "app-id":"${this.id}",
       "trace":"${this.id.replaceAll('-', '')}",
       "gomon:fp":"http-servlet","method":"GET","route":"/hello",
       "gomon:start":${this.startMillis}000000,"gomon:lapsed":1500000}'</code></pre>
      <p class="wait">This page looks for new data every few seconds.</p>
    </div>`;
  }
}

/** A UUID of version 7 with this time in it. */
function exampleId(millis) {
  const time = millis.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000001`;
}

customElements.define('gm-first-steps', FirstSteps);
