/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event, in the forms of {@link io.gomon.internal.Values}: the first two in
 * fields, since most events have no more, the others in an array. Of whole numbers the first lies
 * in {@code number}, and {@link #IN_NUMBER} in its place, so that it needs no box.
 *
 * <p>{@code more} has two elements for each attribute, so its length is even. Where it is odd the
 * event is <em>sealed</em>: all attributes are in the array, none is in the fields, and the last
 * element is unused. Then whoever still writes to the fields, or to an array he has loaded before,
 * changes nothing that is read.
 *
 * <p>{@link SharedAttributes} take one place, and are shown as what they hold. Should one of their
 * keys be set later, the two are sorted out when the event is redacted.
 *
 * <p>See {@link EventData} for who may write when.
 */
abstract class EventAttributes {
  private static final Object IN_NUMBER = new Object();
  private static final int IN_FIELDS = 2;
  private static final VarHandle MORE;

  static {
    try {
      MORE = MethodHandles.lookup().findVarHandle(EventAttributes.class, "more", Object[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable Object key0;
  private @Nullable Object value0;
  private @Nullable Object key1;
  private @Nullable Object value1;
  private @Nullable Object @Nullable [] more;
  private long number;
  private short size;
  private short truncated;

  EventAttributes() {}

  /** The attributes of another event as they are now. */
  EventAttributes(EventAttributes live) {
    this.key0 = live.key0;
    this.value0 = live.value0;
    this.key1 = live.key1;
    this.value1 = live.value1;
    this.more = live.more == null ? null : live.more.clone();
    this.number = live.number;
    this.size = live.size;
    this.truncated = live.truncated;
  }

  private static boolean isSealed(@Nullable Object @Nullable [] array) {
    return array != null && (array.length & 1) != 0;
  }

  /** How many attributes there are. */
  public int size() {
    int count = places();
    for (int i = 0; i < places(); i++) {
      if (rawValueAt(i) instanceof SharedAttributes shared) {
        count += shared.size() - 1;
      }
    }
    return count;
  }

  /** How many places are taken; a late writer may have raised {@code size}. */
  final int places() {
    @Nullable Object[] array = more;
    if (array != null && isSealed(array)) {
      return array.length / 2;
    }
    return Math.min(size, IN_FIELDS + (array == null ? 0 : array.length / 2));
  }

  public int truncatedValues() {
    return truncated;
  }

  /** The key of an attribute; null when a late writer has written half of it. */
  final @Nullable Object keyAt(int i) {
    return keyAt(i, more);
  }

  /** Its value; null as the key may be. */
  final @Nullable Object valueAt(int i) {
    Object value = rawValueAt(i, more);
    return value == IN_NUMBER ? (Object) number : value;
  }

  /** Its value, or a mark that stands for its number. */
  final @Nullable Object rawValueAt(int i) {
    return rawValueAt(i, more);
  }

  private @Nullable Object keyAt(int i, @Nullable Object @Nullable [] array) {
    if (i >= IN_FIELDS || isSealed(array)) {
      return array == null ? null : array[indexOf(i, array)];
    }
    return i == 0 ? key0 : key1;
  }

  private @Nullable Object rawValueAt(int i, @Nullable Object @Nullable [] array) {
    if (i >= IN_FIELDS || isSealed(array)) {
      return array == null ? null : array[indexOf(i, array) + 1];
    }
    return i == 0 ? value0 : value1;
  }

  private static int indexOf(int i, @Nullable Object[] array) {
    return isSealed(array) ? 2 * i : 2 * (i - IN_FIELDS);
  }

  public void forEach(AttributeVisitor visitor) {
    @Nullable Object[] array = more;
    int count = places();
    for (int i = 0; i < count; i++) {
      Object key = keyAt(i, array);
      Object value = rawValueAt(i, array);
      if (value instanceof SharedAttributes shared) {
        for (int k = 0; k < shared.size(); k++) {
          show(shared.keyAt(k), shared.valueAt(k), visitor);
        }
      } else if (key != null && value != null) {
        show((String) key, value, visitor);
      }
    }
  }

  @SuppressWarnings("unchecked") // maps come from Values, with text as keys
  private void show(String key, Object value, AttributeVisitor visitor) {
    if (value instanceof String text) {
      visitor.text(key, text);
    } else if (value == IN_NUMBER) {
      visitor.integer(key, number);
    } else if (value instanceof Long boxed) {
      visitor.integer(key, boxed);
    } else if (value instanceof Double boxed) {
      visitor.decimal(key, boxed);
    } else if (value instanceof Boolean bool) {
      visitor.bool(key, bool);
    } else if (value instanceof byte[] bytes) {
      visitor.bytes(key, bytes.clone());
    } else if (value instanceof List<?> list) {
      visitor.list(key, list);
    } else {
      visitor.map(key, (Map<String, ?>) value);
    }
  }

  public @Nullable Object get(String key) {
    int count = places();
    for (int i = 0; i < count; i++) {
      Object value = key.equals(keyAt(i)) ? valueAt(i) : null;
      if (value == null && rawValueAt(i) instanceof SharedAttributes shared) {
        value = shared.get(key);
      }
      if (value != null) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
      }
    }
    return null;
  }

  /** Counts values that were cut; by whoever may write. */
  final void countCuts(int cuts) {
    if (cuts > 0) {
      truncated = (short) Math.min(Short.MAX_VALUE, truncated + cuts);
    }
  }

  /**
   * What a writer loads before he looks whether the event is finished, and hands to the methods
   * below.
   */
  final @Nullable Object @Nullable [] loadMore() {
    return (@Nullable Object[]) MORE.getAcquire(this);
  }

  /** Where the key is, or is to be: its place is then that of the number of attributes. */
  final int find(String key, @Nullable Object @Nullable [] loaded) {
    int count = size;
    for (int i = 0; i < count; i++) {
      Object other = keyAt(i, loaded);
      if (other == key || key.equals(other)) {
        return i;
      }
    }
    return count;
  }

  final void write(int i, String key, Object value, @Nullable Object @Nullable [] loaded) {
    @Nullable Object[] array = i < IN_FIELDS ? null : withRoom(i - IN_FIELDS, loaded);
    // What the value consists of comes first, for a thread that finishes the event right now.
    VarHandle.releaseFence();
    if (i == 0) {
      key0 = key;
      value0 = value;
    } else if (array == null) {
      key1 = key;
      value1 = value;
    } else {
      array[2 * (i - IN_FIELDS)] = key;
      array[2 * (i - IN_FIELDS) + 1] = value;
    }
    size = (short) Math.max(size, i + 1);
  }

  /** A number, without a box if no other one has its value in {@code number}. */
  final void writeNumber(int i, String key, long value, @Nullable Object @Nullable [] loaded) {
    int other = 0;
    while (other < size && rawValueAt(other, loaded) != IN_NUMBER) {
      other++;
    }
    if (other == size || other == i) {
      number = value;
      write(i, key, IN_NUMBER, loaded);
    } else {
      write(i, key, (Long) value, loaded);
    }
  }

  /** The array, or a longer one; when the event is sealed meanwhile, one that nobody reads. */
  private @Nullable Object[] withRoom(int i, @Nullable Object @Nullable [] loaded) {
    if (loaded != null && 2 * i < loaded.length) {
      return loaded;
    }
    @Nullable Object[] longer =
        loaded == null ? new @Nullable Object[4] : Arrays.copyOf(loaded, 2 * loaded.length + 4);
    MORE.compareAndSet(this, loaded, longer);
    return longer;
  }

  /**
   * Puts away what late writers reach: from now on only those attributes are read that are complete
   * by now, and {@code number} is not.
   */
  final void seal() {
    @Nullable Object[] array = more;
    @Nullable Object[] copy = new @Nullable Object[2 * places()];
    for (int i = 0; i < copy.length; i += 2) {
      copy[i] = keyAt(i / 2, array);
      copy[i + 1] = rawValueAt(i / 2, array);
    }
    // Pairs with the fence of the writer, who may still be at work.
    VarHandle.acquireFence();
    int length = 0;
    for (int i = 0; i < copy.length; i += 2) {
      Object key = copy[i];
      Object value = copy[i + 1];
      if (key != null && value != null) {
        copy[length++] = key;
        copy[length++] = value == IN_NUMBER ? (Long) number : value;
      }
    }
    more = Arrays.copyOf(copy, length + 1);
  }

  /** Seals the event with other attributes; by who may write. */
  final void sealWith(Map<?, ?> attributes) {
    @Nullable Object[] all = new @Nullable Object[2 * attributes.size() + 1];
    int i = 0;
    for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
      all[i++] = attribute.getKey();
      all[i++] = attribute.getValue();
    }
    more = all;
  }

  /** Replaces an attribute; by who may write. */
  final void replace(int i, String key, @Nullable Object value) {
    @Nullable Object[] array = more;
    if (array != null && (i >= IN_FIELDS || isSealed(array))) {
      array[indexOf(i, array)] = key;
      array[indexOf(i, array) + 1] = value;
    } else if (i == 0) {
      key0 = key;
      value0 = value;
    } else {
      key1 = key;
      value1 = value;
    }
  }
}
