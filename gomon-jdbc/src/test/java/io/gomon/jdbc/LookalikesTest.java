/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Wrapper;
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
    assertThat(new OldWrapper(new NewDriver(), true, 5L).lateLong(7)).as("without it").isEqualTo(-1);
  }

}
