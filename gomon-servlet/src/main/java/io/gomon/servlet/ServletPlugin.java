/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;

/** Makes the settings {@code servlet.…} known when GoMon starts. Any thread. */
public final class ServletPlugin implements GomonPlugin {

  /** For {@link java.util.ServiceLoader}. */
  public ServletPlugin() {}

  @Override
  public String name() {
    return RequestPolicy.PLUGIN;
  }

  @Override
  public void start(Gomon gomon) {
    var unused = RequestPolicy.of(gomon);
  }
}
