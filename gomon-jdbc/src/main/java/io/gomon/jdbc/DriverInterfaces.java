/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a wrapper lacks to look like an object of the driver.
 *
 * @param added the interfaces that it does not have, and can have
 * @param forwarded the methods that it does not have
 * @param unseen the names of public interfaces that it cannot have
 */
record DriverInterfaces(
    List<Class<?>> added, List<ForwardedMethod> forwarded, List<String> unseen) {

  /** Promises about the object's class file, which a wrapper cannot keep. */
  private static final Set<Class<?>> NOT_OURS =
      Set.of(Serializable.class, Externalizable.class, Cloneable.class);

  /**
   * A method that forwards.
   *
   * @param owner the interface through which the driver is called
   * @param ours the wrapper's method of the same arguments, whose result is another type; null when
   *     it has none
   */
  record ForwardedMethod(Method method, Class<?> owner, @Nullable Method ours) {}

  static DriverInterfaces of(Class<?> driverType, Class<?> wrapper) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> type = driverType; type != null; type = type.getSuperclass()) {
      collect(type, all);
    }
    List<Class<?>> added = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    Map<String, ForwardedMethod> forwarded = new LinkedHashMap<>();
    Map<String, Method> own = publicMethods(wrapper);
    for (Class<?> api : all) {
      if (!Modifier.isPublic(api.getModifiers()) || NOT_OURS.contains(api)) {
        continue;
      }
      boolean isPossible = isSeen(api) && NOT_OURS.stream().noneMatch(n -> n.isAssignableFrom(api));
      Map<String, ForwardedMethod> ofApi = isPossible ? missing(api, own, wrapper) : null;
      if (ofApi == null) {
        unseen.add(api.getName());
        continue;
      }
      ofApi.forEach(forwarded::putIfAbsent);
      if (!api.isAssignableFrom(wrapper)) {
        added.add(api);
      }
    }
    return new DriverInterfaces(added, List.copyOf(forwarded.values()), unseen);
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    for (Class<?> api : type.getInterfaces()) {
      if (all.add(api)) {
        collect(api, all);
      }
    }
  }

  /** Whether a class of ours that names this type gets this very type. */
  static boolean isSeen(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers()) || type.isSealed() || type.isHidden()) {
      return false;
    }
    Class<?> here = DriverInterfaces.class;
    try {
      return type.getModule().isExported(type.getPackageName(), here.getModule())
          && Class.forName(type.getName(), false, here.getClassLoader()) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      // A driver in a class loader below ours: we cannot name its types.
      return false;
    }
  }

  /** Null when the interface cannot be implemented. */
  private static @Nullable Map<String, ForwardedMethod> missing(
      Class<?> api, Map<String, Method> own, Class<?> wrapper) {
    Map<String, ForwardedMethod> missing = new LinkedHashMap<>();
    try {
      for (Method method : api.getMethods()) {
        Method ours = own.get(arguments(method));
        boolean isThere = ours != null && ours.getReturnType() == method.getReturnType();
        if (Modifier.isStatic(method.getModifiers()) || isThere) {
          continue;
        }
        if (isInternal(wrapper, method)) {
          return null;
        }
        missing.put(
            arguments(method) + method.getReturnType().getName(),
            new ForwardedMethod(method, api, ours));
      }
      return missing;
    } catch (LinkageError e) {
      // Types that this interface speaks of are not on the class path.
      return null;
    }
  }

  /** What the wrapper class itself can do, by name and arguments. */
  private static Map<String, Method> publicMethods(Class<?> wrapper) {
    Map<String, Method> methods = new HashMap<>();
    for (Method method : wrapper.getMethods()) {
      if (!method.getDeclaringClass().isInterface() && !method.isBridge()) {
        methods.put(arguments(method), method);
      }
    }
    return methods;
  }

  /** A method of this name inside the wrapper would be overridden by mistake. */
  private static boolean isInternal(Class<?> wrapper, Method method) {
    for (Class<?> type = wrapper; type != Object.class; type = type.getSuperclass()) {
      for (Method inner : type.getDeclaredMethods()) {
        boolean isHidden = (inner.getModifiers() & (Modifier.PUBLIC | Modifier.PRIVATE)) == 0;
        if (isHidden && arguments(inner).equals(arguments(method))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String arguments(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
