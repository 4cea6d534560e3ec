/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.CommonDataSource;
import javax.sql.PooledConnection;
import javax.transaction.xa.XAResource;

/**
 * Writes the {@code Forwarding*} classes: one method for each of an interface, which calls the
 * driver's. Methods that read a column, bind a parameter or return a result set call a hook with
 * the value, so that nobody writes two hundred getters by hand.
 *
 * <p>Run {@code java ForwardingGenerator.java DIRECTORY}, then format; {@link
 * ForwardingSourcesTest} compares.
 */
final class ForwardingGenerator {
  private static final String STATEMENT_CONTEXT =
      ", MonitoredConnection connection, StatementRecord record";

  /** One class to be written. */
  record Target(Class<?> api, String superclass, String context, Set<Class<?>> inherited) {
    String name() {
      return "Forwarding" + api.getSimpleName();
    }
  }

  static final List<Target> TARGETS =
      List.of(
          new Target(Driver.class, "JdbcWrapper", "", Set.of()),
          new Target(CommonDataSource.class, "JdbcWrapper", "", Set.of()),
          new Target(PooledConnection.class, "JdbcWrapper", "", Set.of()),
          new Target(XAResource.class, "JdbcWrapper", "", Set.of()),
          new Target(Connection.class, "JdbcWrapper", "", Set.of(Wrapper.class)),
          new Target(Statement.class, "JdbcWrapper", "", Set.of(Wrapper.class)),
          new Target(
              PreparedStatement.class,
              "MonitoredStatement",
              STATEMENT_CONTEXT,
              Set.of(Statement.class)),
          new Target(
              CallableStatement.class,
              "MonitoredPreparedStatement",
              STATEMENT_CONTEXT,
              Set.of(PreparedStatement.class)),
          new Target(ResultSet.class, "JdbcWrapper", "", Set.of(Wrapper.class)),
          new Target(DatabaseMetaData.class, "JdbcWrapper", "", Set.of(Wrapper.class)));

  private static final Pattern QUALIFIED = Pattern.compile("((?:[a-z]+\\.)+)([A-Z]\\w*)");

  private final Target target;
  private final Set<String> imports = new TreeSet<>();
  private final Map<String, String> hooks = new LinkedHashMap<>();

  private ForwardingGenerator(Target target) {
    this.target = target;
  }

  public static void main(String[] args) throws IOException {
    for (Map.Entry<String, String> source : sources().entrySet()) {
      Files.writeString(Path.of(args[0], source.getKey()), source.getValue());
    }
  }

  /** The sources by file name, not formatted. */
  static Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    for (Target target : TARGETS) {
      sources.put(target.name() + ".java", new ForwardingGenerator(target).source());
    }
    return sources;
  }

  /** The methods to be written, in an order that does not depend on the virtual machine. */
  static List<Method> methods(Target target) {
    Set<String> inherited =
        target.inherited().stream()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(ForwardingGenerator::signature)
            .collect(Collectors.toSet());
    return Arrays.stream(target.api().getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !inherited.contains(signature(method)))
        .sorted(Comparator.comparing(ForwardingGenerator::signature))
        .toList();
  }

  static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getTypeName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private String source() {
    List<String> bodies = new ArrayList<>();
    for (Method method : methods(target)) {
      bodies.add(method(method));
    }
    String api = name(target.api());
    String field = field();
    imports.add("javax.annotation.processing.Generated");
    imports.add("org.jspecify.annotations.NullUnmarked");
    if (!target.context().isEmpty()) {
      imports.add("io.gomon.jdbc.policy.StatementRecord");
    }
    String superArguments = target.context().isEmpty() ? "" : field + ", connection, record";
    return "/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */\n"
        + "package io.gomon.jdbc;\n"
        + imports.stream().map(i -> "import " + i + ";\n").collect(Collectors.joining())
        + "/** Forwards each method of {@link "
        + api
        + "} to the driver's. */\n"
        + "@Generated(\"io.gomon.jdbc.ForwardingGenerator\")\n"
        + "@NullUnmarked\n"
        + "@SuppressWarnings(\"deprecation\") // drivers and applications still use what is\n"
        + "abstract class "
        + target.name()
        + " extends "
        + target.superclass()
        + " implements "
        + api
        + " {\n"
        + "final "
        + api
        + " "
        + field
        + ";\n"
        + target.name()
        + "("
        + api
        + " "
        + field
        + target.context()
        + ") {\n"
        + "super("
        + superArguments
        + ");\n"
        + "this."
        + field
        + " = "
        + field
        + ";\n}\n"
        + String.join("", hooks.values())
        + (target.context().isEmpty()
            ? "@Override\nfinal " + api + " delegate() {\nreturn " + field + ";\n}\n"
            : "")
        + String.join("", bodies)
        + "}\n";
  }

  private String field() {
    String api = target.api().getSimpleName();
    return target.context().isEmpty()
        ? "delegate"
        : api.substring(0, api.indexOf("Statement")).toLowerCase(java.util.Locale.ROOT);
  }

  private String method(Method method) {
    String generics =
        Arrays.stream(method.getTypeParameters())
            .map(TypeVariable::getName)
            .collect(Collectors.joining(", "));
    List<String> parameters = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (Type type : method.getGenericParameterTypes()) {
      String parameter = "p" + (arguments.size() + 1);
      arguments.add(
          type == Object.class && takesJdbc(method) ? "bare(" + parameter + ")" : parameter);
      parameters.add(name(type) + " " + parameter);
    }
    String thrown =
        Arrays.stream(method.getExceptionTypes()).map(this::name).collect(Collectors.joining(", "));
    String call = field() + "." + method.getName() + "(" + String.join(", ", arguments) + ")";
    return "@Override\npublic "
        + (generics.isEmpty() ? "" : "<" + generics + "> ")
        + name(method.getGenericReturnType())
        + " "
        + method.getName()
        + "("
        + String.join(", ", parameters)
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown)
        + " {\n"
        + body(method, call)
        + "}\n";
  }

  /** Whether an argument may be an object of ours, of which the driver wants its own. */
  private static boolean takesJdbc(Method method) {
    return method.getName().equals("setObject") || method.getName().equals("updateObject");
  }

  private String body(Method method, String call) {
    boolean keyed =
        method.getParameterCount() > 0
            && (method.getParameterTypes()[0] == int.class
                || method.getParameterTypes()[0] == String.class);
    if (keyed && method.getName().startsWith("get") && target.api() == ResultSet.class) {
      return readThenReturn(method, call, "read");
    }
    if (keyed && method.getName().startsWith("get") && target.api() == CallableStatement.class) {
      return readThenReturn(method, call, "out");
    }
    if (keyed && method.getName().startsWith("set") && !target.context().isEmpty()) {
      boolean isNull = method.getName().equals("setNull");
      hook(
          "bound",
          method.getParameterTypes()[0],
          isNull ? Object.class : method.getParameterTypes()[1]);
      return call + ";\nbound(p1, " + (isNull ? "(Object) null" : "p2") + ");\n";
    }
    if (method.getReturnType() == ResultSet.class && target.api() == DatabaseMetaData.class) {
      hooks.put("result", "abstract ResultSet result(ResultSet rows);\n");
      return "return result(" + call + ");\n";
    }
    return (method.getReturnType() == void.class ? "" : "return ") + call + ";\n";
  }

  private String readThenReturn(Method method, String call, String hook) {
    hook(hook, method.getParameterTypes()[0], method.getReturnType());
    return name(method.getGenericReturnType())
        + " value = "
        + call
        + ";\n"
        + hook
        + "(p1, value);\nreturn "
        + (method.getName().equals("getObject") ? cursor(method) : "value")
        + ";\n";
  }

  /** An object that is read may be a cursor, a result set inside of a result. */
  private String cursor(Method method) {
    boolean isTyped =
        method.getReturnType() == Object.class && method.getTypeParameters().length > 0;
    hooks.put("cursor", "abstract Object cursor(Object value);\n");
    hooks.put("typed cursor", "abstract <T> T cursor(T value, Class<T> type);\n");
    return isTyped ? "cursor(value, p2)" : "cursor(value)";
  }

  /** Declares the hook that takes this kind of value. */
  private void hook(String name, Class<?> key, Class<?> value) {
    String type =
        !value.isPrimitive()
            ? "Object"
            : value == boolean.class
                ? "boolean"
                : value == double.class || value == float.class ? "double" : "long";
    String declaration =
        "abstract void " + name + "(" + key.getSimpleName() + " key, " + type + " value);\n";
    hooks.put(declaration, declaration);
  }

  /** The type as it is written in the source, imported where that is needed. */
  private String name(Type type) {
    Matcher matcher = QUALIFIED.matcher(type.getTypeName());
    StringBuilder name = new StringBuilder();
    while (matcher.find()) {
      if (!matcher.group(1).equals("java.lang.")) {
        imports.add(matcher.group(1) + matcher.group(2));
      }
      matcher.appendReplacement(name, matcher.group(2));
    }
    return matcher.appendTail(name).toString();
  }
}
