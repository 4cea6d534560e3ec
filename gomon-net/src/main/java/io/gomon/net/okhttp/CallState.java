/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.net.CallRecording;
import org.jspecify.annotations.Nullable;

/** Says that a call was seen at its start; without a recording it is not to be recorded at all. */
record CallState(@Nullable CallRecording recording) {}
