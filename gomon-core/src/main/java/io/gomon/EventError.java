/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * One error of an event.
 *
 * @param type the class name of the throwable
 * @param message its message, redacted; null when it has none
 * @param location {@code File.java:line} of its innermost frame; null when unknown
 * @param stack its stack trace with causes, redacted and cut at 16,384 characters
 */
public record EventError(
    String type, @Nullable String message, @Nullable String location, String stack) {}
