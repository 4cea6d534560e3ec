/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat 11, Jakarta EE 11. */
final class TomcatHost implements ServletHost {
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private final Context context;
  private int names;
  private boolean closed;

  TomcatHost(String contextPath) {
    LOG.setLevel(Level.OFF);
    tomcat.setBaseDir(folder().toString());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    context = tomcat.addContext(contextPath, null);
  }

  private static Path folder() {
    try {
      return Files.createDirectories(Path.of("target", "tomcat")).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServletHost filter(Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilter(filter);
    definition.setFilterName("filter" + ++names);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(definition.getFilterName());
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      map.setDispatcher(type.name());
    }
    context.addFilterMap(map);
    return this;
  }

  @Override
  public ServletHost serve(String pattern, Handler handler) {
    String name = "servlet" + ++names;
    Wrapper wrapper = Tomcat.addServlet(context, name, new HandlerServlet(handler));
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded(pattern, name);
    return this;
  }

  @Override
  public ServletHost errorPage(int status, String path) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation(path);
    context.addErrorPage(page);
    return this;
  }

  @Override
  public ServletHost start() throws Exception {
    tomcat.start();
    return this;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    if (closed) {
      return;
    }
    closed = true;
    tomcat.stop();
    tomcat.destroy();
  }
}
