/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.ConnectionRecord;
import io.gomon.jdbc.policy.Database;
import io.gomon.jdbc.policy.StatementRecord;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EventListener;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each method of each interface, as this JDK has it and default methods included, reaches the
 * driver once with the same arguments, and gives what the driver gives or throws. With GoMon off,
 * on, and replaced. The driver is one that only records its calls: no real one implements all.
 */
class ForwardingTest {
  private static final List<Class<?>> APIS =
      List.of(
          java.sql.Driver.class,
          DataSource.class,
          ConnectionPoolDataSource.class,
          XADataSource.class,
          ConnectionBuilder.class,
          PooledConnectionBuilder.class,
          XAConnectionBuilder.class,
          PooledConnection.class,
          XAConnection.class,
          XAResource.class,
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          CallableStatement.class,
          ResultSet.class,
          DatabaseMetaData.class);

  /** What answers by itself when it can, tested in {@link IdentityTest}. */
  private static final Set<String> OWN_ANSWER = Set.of("unwrap", "isWrapperFor");

  private record Call(Method method, List<Object> arguments) {}

  /** A driver's object that notes its calls, and answers as it is told. */
  private static final class Driver {
    final List<Call> calls = new ArrayList<>();
    final Object object;
    Object answer;
    Throwable failure;

    Driver(Class<?> api) {
      object =
          Proxy.newProxyInstance(
              api.getClassLoader(),
              new Class<?>[] {api},
              (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                  return method.getName().equals("hashCode")
                      ? (Object) 7
                      : method.getName().equals("equals") ? proxy == arguments[0] : "driver";
                }
                if (arguments != null && arguments[0] == Monitored.class) {
                  // GoMon's one question of its own.
                  return false;
                }
                calls.add(
                    new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
                if (failure != null) {
                  throw failure;
                }
                return answer;
              });
    }
  }

  @TestFactory
  Stream<DynamicTest> method_gomonOff_reachesTheDriver() {
    return tests(Gomon.global());
  }

  @TestFactory
  Stream<DynamicTest> method_gomonOn_reachesTheDriver() {
    Gomon gomon =
        Gomon.builder("test")
            .listener(event -> {})
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    return Stream.concat(
        tests(gomon), Stream.of(DynamicTest.dynamicTest("stop", () -> stop(gomon))));
  }

  private static void stop(Gomon gomon) {
    gomon.stop(Duration.ofSeconds(10));
    assertThat(gomon.stats().made()).isGreaterThan(100);
  }

  private static Stream<DynamicTest> tests(Gomon gomon) {
    return APIS.stream()
        .flatMap(
            api ->
                Arrays.stream(api.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> !OWN_ANSWER.contains(method.getName()))
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                api.getSimpleName() + "." + ForwardingGenerator.signature(method),
                                () -> check(gomon, api, method))));
  }

  private static void check(Gomon gomon, Class<?> api, Method method) throws Exception {
    checkResult(gomon, api, method, valueOf(method.getReturnType(), 3));
    if (!method.getReturnType().isPrimitive()) {
      checkResult(gomon, api, method, null);
    }
    List<Throwable> failures =
        new ArrayList<>(List.of(new IllegalStateException("x"), new Error()));
    if (Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)) {
      failures.add(new SQLException("refused", "42000", 17));
    }
    if (Arrays.asList(method.getExceptionTypes()).contains(XAException.class)) {
      failures.add(new XAException(XAException.XAER_RMERR));
    }
    for (Throwable failure : failures) {
      Driver driver = new Driver(api);
      driver.failure = failure;
      Object wrapper = wrapper(gomon, api, driver.object);
      Object[] arguments = arguments(method);
      Throwable thrown = catchThrowable(() -> method.invoke(wrapper, arguments));
      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause()).isSameAs(failure);
      assertCalled(driver, method, arguments);
    }
  }

  private static void checkResult(Gomon gomon, Class<?> api, Method method, Object answer)
      throws Exception {
    Driver driver = new Driver(api);
    driver.answer = answer;
    Object wrapper = wrapper(gomon, api, driver.object);
    Object[] arguments = arguments(method);
    Object result = method.invoke(wrapper, arguments);
    assertCalled(driver, method, arguments);
    if (result instanceof Monitored) {
      assertThat(answer).isNotNull();
    } else if (method.getReturnType().isPrimitive()) {
      assertThat(result).isEqualTo(answer);
    } else {
      assertThat(result).isSameAs(answer);
    }
  }

  private static void assertCalled(Driver driver, Method method, Object[] arguments) {
    assertThat(driver.calls).hasSize(1);
    Call call = driver.calls.get(0);
    assertThat(ForwardingGenerator.signature(call.method()))
        .isEqualTo(ForwardingGenerator.signature(method));
    for (int i = 0; i < arguments.length; i++) {
      if (method.getParameterTypes()[i].isPrimitive()) {
        assertThat(call.arguments().get(i)).isEqualTo(arguments[i]);
      } else if (arguments[i] instanceof EventListener) {
        // The pool's listener hears of our objects: PooledConnectionTest.
        assertThat(call.arguments().get(i)).isInstanceOf(method.getParameterTypes()[i]);
      } else {
        assertThat(call.arguments().get(i)).isSameAs(arguments[i]);
      }
    }
  }

  private static Object wrapper(Gomon gomon, Class<?> api, Object driver) throws SQLException {
    Origin origin = new Origin(() -> gomon, new Database());
    ConnectionRecord record = origin.opening();
    record.opened();
    return switch (api.getSimpleName()) {
      case "Driver" -> MonitoredDriver.wrap((java.sql.Driver) driver, gomon);
      case "DataSource" -> MonitoredDataSource.forDriver((DataSource) driver, () -> gomon);
      case "ConnectionPoolDataSource" ->
          MonitoredDataSource.forDriver((ConnectionPoolDataSource) driver, () -> gomon);
      case "XADataSource" -> MonitoredDataSource.forDriver((XADataSource) driver, () -> gomon);
      case "ConnectionBuilder" -> MonitoredConnectionBuilder.of((ConnectionBuilder) driver, origin);
      case "PooledConnectionBuilder" ->
          MonitoredPooledConnectionBuilder.of((PooledConnectionBuilder) driver, origin);
      case "XAConnectionBuilder" ->
          MonitoredXAConnectionBuilder.of((XAConnectionBuilder) driver, origin);
      case "PooledConnection" ->
          origin.pooled.of(driver).like((PooledConnection) driver, record, origin);
      case "XAConnection" -> origin.xa.of(driver).like((XAConnection) driver, record, origin);
      case "XAResource" -> origin.resources.of(driver).like((XAResource) driver, record.xa());
      default -> wrapper(origin, record, api, driver);
    };
  }

  private static Object wrapper(Origin origin, ConnectionRecord record, Class<?> api, Object driver)
      throws SQLException {
    if (api == Connection.class) {
      return origin.connections.of(driver).like((Connection) driver, record, origin);
    }
    Connection other = (Connection) new Driver(Connection.class).object;
    MonitoredConnection connection = origin.connections.of(other).like(other, record, origin);
    if (api == DatabaseMetaData.class) {
      return MonitoredDatabaseMetaData.of((DatabaseMetaData) driver, connection);
    }
    StatementRecord statement = record.preparing("select ?, password from a where b = ?");
    statement.prepared();
    if (api == ResultSet.class) {
      MonitoredResultSet rows =
          MonitoredResultSet.of(
              (ResultSet) driver, connection, null, statement.queried(statement.queryStarts(null)));
      return rows;
    }
    return switch (api.getSimpleName()) {
      case "Statement" -> MonitoredStatement.of((Statement) driver, connection, statement);
      case "PreparedStatement" ->
          MonitoredPreparedStatement.of((PreparedStatement) driver, connection, statement);
      default -> MonitoredCallableStatement.of((CallableStatement) driver, connection, statement);
    };
  }

  /** Each argument another one, so that two that change places are found. */
  private static Object[] arguments(Method method) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = valueOf(method.getParameterTypes()[i], i + 1);
    }
    return arguments;
  }

  private static Object valueOf(Class<?> type, int number) {
    if (type.isPrimitive()) {
      return type == void.class ? null : primitive(type, number);
    }
    if (type == String.class) {
      return new String("text " + number);
    }
    if (type.isInterface()) {
      return new Driver(type).object;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), number);
    }
    if (type == Class.class) {
      return Integer.class;
    }
    return type == Object.class ? new Object() : null;
  }

  private static Object primitive(Class<?> type, int number) {
    if (type == boolean.class) {
      return true;
    }
    Object array = Array.newInstance(type, 1);
    Array.setByte(array, 0, (byte) number);
    return Array.get(array, 0);
  }
}
