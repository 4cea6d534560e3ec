/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wrappers that each do one thing wrong: the scenarios must see it. */
class JdbcScenarioTest {
  private static final JdbcDialect DIALECT =
      JdbcDialect.builder("H2")
          .setUp("create alias if not exists kit_next for 'java.lang.Math.incrementExact(int)'")
          .call("{? = call kit_next(?)}")
          .differsByRun(
              "(conn|stat|prep|rs|rsMeta|dbMeta|clob|blob|ds|call|ar|x|paramMeta)\\d+", "$1")
          .build();

  private static final Map<String, List<String>> HONEST = new HashMap<>();

  /** What a wrapper may do wrong, and how the answer of the driver comes out then. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Lie {
    NONE {
      @Override
      Object told(Method method, Object answer) {
        return answer;
      }
    },
    TEXT {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("getString") && answer instanceof String text
            ? text.toUpperCase(Locale.ROOT)
            : answer;
      }
    },
    WAS_NULL {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("wasNull") ? (Object) false : answer;
      }
    },
    COUNT {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("executeUpdate") ? Integer.valueOf(7) : answer;
      }
    },
    BATCH {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("executeBatch") ? new int[] {-2} : answer;
      }
    },
    KEYS {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("getGeneratedKeys") ? null : answer;
      }
    },
    CLOSED {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("isClosed") ? (Object) false : answer;
      }
    },
    METADATA {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("supportsSavepoints") ? (Object) false : answer;
      }
    },
    PRINTED {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("toString") ? "wrapper" : answer;
      }
    },
    MORE_RESULTS {
      @Override
      Object told(Method method, Object answer) {
        return method.getName().equals("getMoreResults") ? (Object) true : answer;
      }
    },
    STATE {
      @Override
      Throwable thrown(Throwable thrown) {
        return thrown instanceof SQLException e
            ? new SQLException(e.getMessage(), "HY000", e.getErrorCode())
            : thrown;
      }
    },
    CAUSE {
      @Override
      Throwable thrown(Throwable thrown) {
        if (thrown instanceof SQLException e) {
          e.addSuppressed(new IllegalStateException("the wrapper was here"));
        }
        return thrown;
      }
    };

    Object told(Method method, Object answer) {
      return answer;
    }

    Throwable thrown(Throwable thrown) {
      return thrown;
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrapper_thatLies_isSeen(Lie lie) throws Exception {
    JdbcDataSource driver = database();
    String seenBy = null;
    for (JdbcScenario scenario : JdbcScenario.all()) {
      DataSource wrapped = new Wrappers(lie).wrap(driver, DataSource.class);
      if (!run(scenario, driver, wrapped).equals(HONEST.get(scenario.name()))) {
        seenBy = scenario.name();
        break;
      }
    }
    if (lie == Lie.NONE) {
      assertThat(seenBy).isNull();
    } else {
      assertThat(seenBy).isNotNull();
    }
  }

  @BeforeAll
  static void runHonestly() throws SQLException {
    JdbcDataSource driver = database();
    for (JdbcScenario scenario : JdbcScenario.all()) {
      HONEST.put(scenario.name(), run(scenario, driver, driver));
    }
  }

  private static JdbcDataSource database() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:lies;DB_CLOSE_DELAY=-1");
    return dataSource;
  }

  private static List<String> run(JdbcScenario scenario, DataSource driver, DataSource dataSource)
      throws SQLException {
    try (Connection connection = driver.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : DIALECT.setUp()) {
        statement.execute(sql);
      }
      KitTable.drop(statement);
      statement.execute(DIALECT.createTable());
      try (PreparedStatement rows =
          connection.prepareStatement(
              "insert into kit_item (name, price, made, born, good, weight, bits, words)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
        KitTable.fill(rows);
      }
    }
    Transcript seen = new Transcript(DIALECT);
    seen.run("all", () -> scenario.program().run(dataSource, DIALECT, seen));
    return seen.lines();
  }

  /** Wrappers of all JDBC objects, one for each. */
  private static final class Wrappers {
    private static final List<Class<?>> KINDS =
        List.of(
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            Connection.class,
            ResultSet.class,
            DatabaseMetaData.class);

    private final Lie lie;
    private final IdentityHashMap<Object, Object> wrapped = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> drivers = new IdentityHashMap<>();

    Wrappers(Lie lie) {
      this.lie = lie;
    }

    <T> T wrap(Object driver, Class<T> kind) {
      Object known = wrapped.get(driver);
      if (known == null) {
        known =
            Proxy.newProxyInstance(
                kind.getClassLoader() == null ? getClass().getClassLoader() : kind.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, method, arguments) -> call(driver, method, arguments));
        wrapped.put(driver, known);
        drivers.put(known, driver);
      }
      return kind.cast(known);
    }

    private Object call(Object driver, Method method, Object[] arguments) throws Throwable {
      Object[] passed = arguments == null ? null : arguments.clone();
      for (int i = 0; passed != null && i < passed.length; i++) {
        passed[i] = passed[i] == null ? null : drivers.getOrDefault(passed[i], passed[i]);
      }
      Object answer;
      try {
        answer = method.invoke(driver, passed);
      } catch (InvocationTargetException e) {
        throw lie.thrown(e.getCause());
      }
      for (Class<?> kind : KINDS) {
        if (kind.isInstance(answer) && method.getReturnType().isAssignableFrom(kind)) {
          answer = wrap(answer, kind);
          break;
        }
      }
      return lie.told(method, answer);
    }
  }
}
