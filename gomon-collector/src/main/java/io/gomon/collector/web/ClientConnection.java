/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Whether the client of a request that is being answered is still there. The server itself reads
 * nothing from a connection while it answers, and so does not see the end of it.
 *
 * <p>To find out means to read, and a byte that comes is the beginning of a next request, sent
 * ahead of the answer: it is put where the server reads it, and the connection is not looked at
 * again. For one thread at a time, and only until the answer is written.
 */
final class ClientConnection {
  private final Connection connection;
  private boolean sendsAhead;
  private boolean seenBefore;

  ClientConnection(Request request) {
    connection = request.getConnectionMetaData().getConnection();
    sendsAhead =
        request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
            || request
                .getHeaders()
                .contains(HttpHeader.TRANSFER_ENCODING); // a body, which is not ours
  }

  boolean isGone() {
    if (!seenBefore) {
      seenBefore = true; // the server's thread may still be on its way out of the connection
      return false;
    }
    EndPoint endPoint = connection.getEndPoint();
    if (!endPoint.isOpen() || endPoint.isInputShutdown()) {
      return true;
    }
    if (sendsAhead || !(connection instanceof Connection.UpgradeTo buffered)) {
      return false;
    }
    ByteBuffer one = BufferUtil.allocate(1);
    try {
      int read = endPoint.fill(one);
      if (read > 0) {
        sendsAhead = true;
        buffered.onUpgradeTo(one);
      }
      return read < 0;
    } catch (IOException e) {
      return true; // a broken connection: whoever asked will not hear the answer
    }
  }
}
