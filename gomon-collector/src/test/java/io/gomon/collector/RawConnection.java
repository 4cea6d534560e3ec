/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One connection that writes bytes as it is told, and reads what comes back: a client that repeats
 * nothing and hides nothing. One thread.
 */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;
  private @Nullable Socket socket;

  RawConnection(int port) {
    this.port = port;
  }

  /**
   * What came back.
   *
   * @param retryAfter the header, or empty
   */
  record Answer(int status, String retryAfter, String body) {}

  /** Sends a request and reads the answer; connects before, if that is needed. */
  Answer ask(byte[] head, byte[] body) throws IOException {
    write(head);
    write(body);
    return read();
  }

  Answer get(String path) throws IOException {
    String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    return ask(head.getBytes(StandardCharsets.US_ASCII), new byte[0]);
  }

  /** Writes a body in pieces with pauses, until there is an answer. */
  void writeSlowly(byte[] body, int pieceBytes, long pauseMillis) throws IOException {
    for (int i = 0; i < body.length; i += pieceBytes) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
      if (connected().getInputStream().available() > 0) {
        return;
      }
      try {
        write(Arrays.copyOfRange(body, i, Math.min(body.length, i + pieceBytes)));
      } catch (IOException e) {
        return; // the answer came, and the other side closed, since we looked: it is to be read
      }
    }
  }

  void write(byte[] bytes) throws IOException {
    connected().getOutputStream().write(bytes);
  }

  /** Reads one answer, and closes if the server does. */
  Answer read() throws IOException {
    InputStream in = new BufferedInputStream(connected().getInputStream(), 1 << 12);
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    int length = 0;
    String retryAfter = "";
    boolean last = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] field = line.split(":", 2);
      switch (field[0].toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(field[1].strip());
        case "retry-after" -> retryAfter = field[1].strip();
        case "connection" -> last = field[1].strip().equals("close");
        default -> {}
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer's body ended after " + body.length + " of " + length);
    }
    if (last) {
      close();
    }
    return new Answer(status, retryAfter, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private Socket connected() throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
    return socket;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
