/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FramesTest {
  @Test
  void write_frames_areReadAgain() {
    for (List<String> frames : List.of(List.of("a.B.c", "d.E.f"), List.of("java.util.X.y"))) {
      assertThat(Frames.of(Frames.write(frames))).isEqualTo(frames);
    }
  }

  @Test
  void of_aStack_givesTheFirstFramesOfTheApplication() {
    String stack =
        """
        shop.NoStock: 17
          at java.base/java.util.Objects.requireNonNull(Objects.java:233)
          at app//shop.Basket.lambda$add$3(Basket.java:42)
          at shop.Prices$$Lambda/0x0000700001a2b3c4.get(Unknown Source)
          at jdk.proxy2/$Proxy17.find(Unknown Source)
          at org.springframework.web.Some.thing(Some.java:1)
          at shop.Shop$$SpringCGLIB$$0.buy(<generated>)
        Caused by: java.io.IOException: x
          at shop.Disk.read(Disk.java:7)
          at shop.Disk.open(Disk.java:8)
          ... 12 more
        """;
    assertThat(Frames.of(stack))
        .containsExactly(
            "shop.Basket.lambda$add",
            "shop.Prices.get",
            "$Proxy.find",
            "shop.Shop.buy",
            "shop.Disk.read");
  }

  @Test
  void of_noOwnCode_givesWhatThereIs() {
    assertThat(Frames.of("X\n\tat java.base/java.lang.Thread.run(Thread.java:840)"))
        .containsExactly("java.lang.Thread.run");
    assertThat(Frames.of("Traceback (most recent call last):\n  File \"a.py\", line 3")).isEmpty();
    assertThat(Frames.of("")).isEmpty();
  }

  @Test
  void group_equalFrames_haveOneNameForEver() {
    String name = Frames.group("a.B", Frames.of("a.B\n\tat shop.A.b(A.java:1)"));
    assertThat(name).isEqualTo(Frames.group("a.B", Frames.of("a.B\n\tat shop.A.b(A.java:9)")));
    assertThat(name).isNotEqualTo(Frames.group("a.C", Frames.of("a.B\n\tat shop.A.b(A.java:1)")));
    assertThat(name).matches("[0-9a-f]{16}");
  }
}
