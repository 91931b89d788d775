// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.keywright.crypto.Keys;

/**
 * Keys whose random bytes a test can pin, so that a unit gives out the same challenge again and a
 * recorded message meets the very state in which it was valid. All else is done by the real keys.
 */
final class PinnedKeys {
  private final Keys keys;
  private Optional<byte[]> pinned = Optional.empty();

  PinnedKeys(Keys real) {
    keys =
        (Keys)
            Proxy.newProxyInstance(
                Keys.class.getClassLoader(),
                new Class<?>[] {Keys.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("random") && pinned.isPresent()) {
                    return pinned.get().clone();
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  /** The keys to build units on. */
  Keys keys() {
    return keys;
  }

  /** From now on all random bytes are these. */
  void pin(byte[] bytes) {
    pinned = Optional.of(bytes.clone());
  }
}
