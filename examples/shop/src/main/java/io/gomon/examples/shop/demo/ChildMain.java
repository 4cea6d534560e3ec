/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * Runs another main class in this process, and ends the process when its standard input does: that
 * is when the process that started it is gone, for whatever reason. So nothing is left behind even
 * if the demo is killed.
 *
 * <p>Arguments: a jar that is to be loaded on its own, or {@code -} for the class path; the main
 * class; its arguments.
 */
public final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ChildMain::exitWithParent, "demo-parent-watch");
    watch.setDaemon(true);
    watch.start();
    ClassLoader loader = args[0].equals("-") ? ChildMain.class.getClassLoader() : isolated(args[0]);
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> main = Class.forName(args[1], true, loader);
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    main.getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  /** Sees the jar and the JDK, but nothing of the shop's libraries. */
  private static ClassLoader isolated(String jar) throws IOException {
    URL[] urls = {new File(jar).toURI().toURL()};
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes here; if somebody does, it has no meaning.
      }
    } catch (IOException e) {
      // A broken pipe means the same as its end.
    }
    System.exit(0);
  }
}
