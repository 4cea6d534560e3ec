/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.databases.Postgres;
import io.gomon.testkit.GomonExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** MyBatis on PostgreSQL, with and without GoMon. */
class MapperNamesTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  /** A mapper as applications write them. */
  interface Items {
    @Update("drop table if exists mybatis_item")
    void drop();

    @Update("create table mybatis_item (id int primary key, name varchar(20) unique)")
    void create();

    @Insert("insert into mybatis_item (id, name) values (#{param1}, #{param2})")
    int insert(int id, String name);

    @Select("select id, name from mybatis_item where id >= #{id} order by id")
    List<Map<String, Object>> from(int id);

    @Delete("delete from mybatis_item where id = #{id}")
    int delete(int id);
  }

  @Test
  void program_withAndWithoutGomon_seesTheSame() {
    for (ExecutorType type : ExecutorType.values()) {
      List<String> without = program(Postgres.dataSource(), type);
      assertThat(without).hasSize(5);
      assertThat(program(MonitoredDataSource.wrap(Postgres.dataSource()), type)).isEqualTo(without);
    }
  }

  private static List<String> program(DataSource dataSource, ExecutorType type) {
    List<String> seen = new ArrayList<>();
    try (SqlSession session = sessions(dataSource).openSession(type)) {
      Items items = session.getMapper(Items.class);
      items.drop();
      items.create();
      seen.add("" + items.insert(1, "one"));
      items.insert(2, "two");
      session.commit();
      items.insert(3, "three");
      session.rollback();
      seen.add(items.from(1).toString());
      try {
        items.insert(4, "one");
        session.flushStatements();
      } catch (PersistenceException e) {
        seen.add(e.getMessage());
      }
      session.rollback();
      seen.add("" + items.delete(1));
      session.commit();
      seen.add(items.from(1).toString());
    }
    return seen;
  }

  @Test
  void mapper_isOnItsEvents_whichAreTheRequests() {
    try (SqlSession session =
        sessions(MonitoredDataSource.wrap(Postgres.dataSource())).openSession()) {
      Items items = session.getMapper(Items.class);
      items.drop();
      items.create();
      try (EventTracker request = gomon.gomon().start("test-request");
          Scope scope = request.makeCurrent()) {
        items.insert(7, "seven");
        items.from(7);
      }
      session.commit();
    }
    Event request = gomon.events("test-request").get(0);
    String mapper = Items.class.getName();
    assertThat(gomon.events())
        .filteredOn(event -> event.fingerprint().startsWith("sql-wstmt"))
        .filteredOn(event -> event.parentLow() == request.idLow())
        .extracting(event -> event.get("orm-mapper"))
        .containsExactly(mapper + ".insert", mapper + ".from");
    assertThat(gomon.events("conn-prepare"))
        .extracting(event -> event.get("orm-mapper"))
        .contains(mapper + ".create", mapper + ".from");
  }

  private static SqlSessionFactory sessions(DataSource dataSource) {
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), dataSource));
    configuration.addMapper(Items.class);
    configuration.addInterceptor(new MapperNames());
    return new SqlSessionFactoryBuilder().build(configuration);
  }
}
