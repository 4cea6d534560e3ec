/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;

/** Makes the settings {@code net.…} known when GoMon starts. Any thread. */
public final class NetPlugin implements GomonPlugin {

  /** For {@link java.util.ServiceLoader}. */
  public NetPlugin() {}

  @Override
  public String name() {
    return ClientPolicy.PLUGIN;
  }

  @Override
  public void start(Gomon gomon) {
    var unused = ClientPolicy.of(gomon);
  }
}
