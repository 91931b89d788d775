// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Statements in braces, handed to a command that runs them when it likes. */
@ProviderType
@FunctionalInterface
public interface Block {
  /**
   * Runs the statements one after the other, showing what each but the last returns.
   *
   * @param arguments what {@code $it}, {@code $1} … are inside; empty for those of the script
   * @return what the last statement returned; may be null
   * @throws Exception what a statement throws
   */
  @Nullable Object run(List<?> arguments) throws Exception;

  /** The statements as they were written, without the braces; empty if that is not known. */
  default String words() {
    return "";
  }
}
