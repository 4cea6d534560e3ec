/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.Database;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.HashMap;
import java.util.Map;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.Test;

/** With an interface that has grown since the wrapper was written. */
class LookalikesTest {

  /** What the interface is by now. */
  public interface Grown extends Wrapper {
    String known(String text) throws SQLException;

    default String late(int a, long b, double c, String d, float e, boolean f, byte[] g) {
      return "default";
    }

    default long lateLong(long number) {
      return -1;
    }

    default double lateDouble(double number) {
      return -1;
    }

    default float lateFloat(float number) {
      return -1;
    }

    default boolean lateBoolean() throws SQLException {
      return false;
    }

    default void lateVoid(short number) throws SQLException {}

    static String none() {
      return "static";
    }
  }

  /** The wrapper of then. */
  static class OldWrapper extends JdbcWrapper implements Grown {
    private final Grown delegate;
    final long number;

    OldWrapper(Grown delegate, boolean flag, Long number) {
      this.delegate = delegate;
      this.number = number == null ? 0 : number;
    }

    OldWrapper like(Grown driver, boolean flag, Long number) {
      return new OldWrapper(driver, flag, number);
    }

    @Override
    Object delegate() {
      return delegate;
    }

    @Override
    public String known(String text) throws SQLException {
      return "wrapped " + delegate.known(text);
    }
  }

  private static class NewDriver implements Grown {
    @Override
    public String known(String text) {
      return text;
    }

    @Override
    public String late(int a, long b, double c, String d, float e, boolean f, byte[] g) {
      return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g.length;
    }

    @Override
    public long lateLong(long number) {
      return number;
    }

    @Override
    public double lateDouble(double number) {
      return number;
    }

    @Override
    public float lateFloat(float number) {
      return number;
    }

    @Override
    public boolean lateBoolean() {
      return true;
    }

    @Override
    public void lateVoid(short number) throws SQLException {
      throw new SQLException("void " + number);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return null;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  /** A driver's own interface, which promises that its objects can be written to a file. */
  public interface Written extends Grown, Serializable {}

  /** The same by a detour, with a copy. */
  public interface WrittenToo extends Closeable, Cloneable, Written {}

  @SuppressWarnings("serial") // nobody writes it
  private static final class WrittenDriver extends NewDriver implements WrittenToo {
    @Override
    public void close() {}
  }

  @Test
  void interfaces_thatPromiseMoreThanAWrapperKeeps_areLeftOut() {
    OldWrapper wrapper =
        Lookalikes.of(OldWrapper.class)
            .prototypeFor(WrittenDriver.class)
            .like(new WrittenDriver(), true, 5L);
    assertThat(wrapper)
        .isNotInstanceOf(Serializable.class)
        .isNotInstanceOf(Cloneable.class)
        .isNotInstanceOf(Written.class)
        .isInstanceOf(Closeable.class);
    assertThat(wrapper.lateLong(7)).isEqualTo(7);
  }

  @Test
  void lateMethods_ofAGrownInterface_reachTheDriver() throws SQLException {
    OldWrapper wrapper =
        Lookalikes.of(OldWrapper.class)
            .prototypeFor(NewDriver.class)
            .like(new NewDriver(), true, 5L);
    assertThat(wrapper.number).isEqualTo(5);
    assertThat(wrapper.known("x")).isEqualTo("wrapped x");
    assertThat(wrapper.late(1, 2L, 3.5, "d", 4.5f, true, new byte[6]))
        .isEqualTo("1 2 3.5 d 4.5 true 6");
    assertThat(wrapper.lateLong(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(wrapper.lateDouble(1.5)).isEqualTo(1.5);
    assertThat(wrapper.lateFloat(2.5f)).isEqualTo(2.5f);
    assertThat(wrapper.lateBoolean()).isTrue();
    assertThatThrownBy(() -> wrapper.lateVoid((short) 3))
        .isInstanceOf(SQLException.class)
        .hasMessage("void 3");
    assertThat(new OldWrapper(new NewDriver(), true, 5L).lateLong(7))
        .as("without it")
        .isEqualTo(-1);
  }

  /** Of a vendor: what its statements can do beside JDBC. */
  public interface VendorStatement extends Statement {
    int vendorNumber();

    VendorConnection vendorConnection();
  }

  /** Of a vendor: narrows a result, takes and gives JDBC objects, has a default. */
  public interface VendorConnection extends Connection, AutoCloseable {
    @Override
    VendorStatement createStatement() throws SQLException;

    Connection same(Connection connection) throws SQLException;

    Object any(Object value, long number) throws SQLException;

    default String greeting() {
      return "default";
    }

    String[] names();
  }

  /** Nobody but this package can name it. */
  interface Secret {
    default int secret() {
      return 1;
    }
  }

  private final Map<String, Object> called = new HashMap<>();

  private Object driver(Class<?>... interfaces) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        interfaces,
        (proxy, method, arguments) -> {
          called.put(method.getName(), arguments == null ? "" : arguments[0]);
          return switch (method.getName()) {
            case "createStatement" -> statement(proxy);
            case "same", "getConnection" -> interfaces[0] == DataSource.class ? raw : proxy;
            case "any" -> arguments[0];
            case "greeting" -> "the driver's";
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> 7;
            case "toString" -> "driver";
            case "isWrapperFor" -> false;
            case "names" -> throw new SQLWarning("undeclared");
            default -> null;
          };
        });
  }

  private Object statement(Object connection) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {VendorStatement.class},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "vendorNumber" -> 42;
              case "vendorConnection", "getConnection" -> connection;
              default -> null;
            });
  }

  private final Object raw = driver(VendorConnection.class);

  private Connection wrapped(Object connection) throws SQLException {
    Origin origin = new Origin(Gomon::global, new Database());
    return origin.opened((Connection) connection, origin.opening());
  }

  @Test
  void vendorInterface_ofTheDriver_isTheWrappersToo() throws SQLException {
    VendorConnection connection = (VendorConnection) wrapped(raw);
    assertThat(connection.greeting()).isEqualTo("the driver's");
    assertThat(connection.isWrapperFor(Monitored.class)).isTrue();
    assertThat(connection.unwrap(VendorConnection.class)).isSameAs(raw);
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection).hasToString("driver");
    assertThat(wrapped(driver(VendorConnection.class, Serializable.class)))
        .isInstanceOf(VendorConnection.class)
        .isNotInstanceOf(Serializable.class);
    assertThatThrownBy(connection::names).isInstanceOf(UndeclaredThrowableException.class);
  }

  @Test
  void vendorMethod_givenOurs_getsTheDriversOwn_andGivesOursBack() throws SQLException {
    VendorConnection connection = (VendorConnection) wrapped(raw);
    assertThat(connection.same(connection)).isSameAs(connection);
    assertThat(called.get("same")).isSameAs(raw);
    assertThat(connection.any(connection, 5)).isSameAs(raw);
    assertThat(connection.any("text", 5)).isEqualTo("text");
    assertThat(connection.any(null, 5)).isNull();
  }

  @Test
  void vendorMethod_thatNarrowsAResult_staysRecorded() throws SQLException {
    VendorConnection connection = (VendorConnection) wrapped(raw);
    VendorStatement statement = connection.createStatement();
    assertThat(statement).isInstanceOf(MonitoredStatement.class);
    assertThat(statement.vendorNumber()).isEqualTo(42);
    assertThat(statement.getConnection()).isSameAs(connection);
    assertThat(statement.vendorConnection()).isSameAs(connection);
    assertThat(((Connection) connection).createStatement()).isInstanceOf(MonitoredStatement.class);
  }

  @Test
  void subclass_ofOneDriverClass_isMadeOnce() throws SQLException {
    assertThat(wrapped(raw).getClass())
        .isSameAs(wrapped(driver(VendorConnection.class)).getClass());
    assertThat(wrapped(driver(Connection.class)).getClass()).isSameAs(MonitoredConnection.class);
  }

  @Test
  void interface_notPublic_leavesThePlainWrapper() throws SQLException {
    Connection connection = wrapped(driver(Connection.class, Secret.class));
    assertThat(connection.getClass()).isSameAs(MonitoredConnection.class);
  }

  @Test
  void dataSource_ofSeveralKinds_keepsThem_whicheverWrapped() {
    Object all = driver(DataSource.class, XADataSource.class, ConnectionPoolDataSource.class);
    assertThat((Object) MonitoredDataSource.wrap((DataSource) all))
        .isInstanceOf(XADataSource.class)
        .isInstanceOf(ConnectionPoolDataSource.class);
    assertThat((Object) MonitoredDataSource.wrapXA((XADataSource) all))
        .isInstanceOf(DataSource.class)
        .isInstanceOf(ConnectionPoolDataSource.class);
    assertThat((Object) MonitoredDataSource.wrapPooled((ConnectionPoolDataSource) all))
        .isInstanceOf(DataSource.class)
        .isInstanceOf(XADataSource.class);
    assertThat((Object) MonitoredDataSource.wrapXA((XADataSource) driver(XADataSource.class)))
        .isNotInstanceOf(DataSource.class)
        .isNotInstanceOf(ConnectionPoolDataSource.class);
  }

  @Test
  void dataSource_thatIsAlsoCloseable_isClosedThroughTheWrapper() throws IOException {
    DataSource wrapped =
        MonitoredDataSource.wrap((DataSource) driver(DataSource.class, Closeable.class));
    ((Closeable) wrapped).close();
    assertThat(called).containsKey("close");
  }
}
