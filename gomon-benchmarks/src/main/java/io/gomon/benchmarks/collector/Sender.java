/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One keep-alive connection that sends batch after batch. One thread. */
final class Sender implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Body form;
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private int refused;

  Sender(int port, Body form) throws IOException {
    this.form = form;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends until it is taken.
   *
   * @return how long the last attempt took, in nanoseconds: from the first byte to the answer
   */
  long send(byte[] body) throws IOException {
    byte[] head =
        ("POST "
                + form.path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Encoding: gzip\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    while (true) {
      long begin = System.nanoTime();
      out.write(head);
      out.write(body);
      out.flush();
      int status = answer();
      if (status == form.acknowledged) {
        return System.nanoTime() - begin;
      }
      if (status != 429 && status != 503) {
        throw new IOException("a batch is answered " + status);
      }
      refused++;
      LockSupport.parkNanos(PAUSE_NANOS); // sooner than Retry-After: it is the limit we look for
    }
  }

  /** How many attempts were answered 429 or 503. */
  int refused() {
    return refused;
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the collector closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
