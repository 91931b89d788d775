// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;

/**
 * What a desk asks the centre: the code of one pairing, as it is typed.
 *
 * @param module MSID
 * @param host SN
 * @param index the index that the host shows
 * @param attestation the four digits that it shows beside it; may be empty
 * @param erasing whether the code is for erasing the pairing
 * @param purpose what it is for; may be empty
 */
public record CodeQuestion(
    String module, String host, String index, String attestation, boolean erasing, String purpose) {
  private static final long LAST_INDEX = 0xFFFF_FFFFL;

  /** What is missing or wrong; empty if nothing is. */
  public Optional<String> problem() {
    if (module.isBlank()) {
      return Optional.of(Texts.text("code.nomodule"));
    }
    if (host.isBlank()) {
      return Optional.of(Texts.text("code.nohost"));
    }
    if (!index.strip().matches("[0-9]{1,10}") || Long.parseLong(index.strip()) > LAST_INDEX) {
      return Optional.of(Texts.text("code.noindex"));
    }
    if (!attestation.isBlank() && (erasing || !attestation.strip().matches("[0-9]{4}"))) {
      return Optional.of(Texts.text(erasing ? "code.notattested" : "code.noattestation"));
    }
    return Optional.empty();
  }

  /** The statement that asks. */
  public Statement statement() {
    return Statement.of("pair:code")
        .option("--module", module.strip())
        .option("--host", host.strip())
        .option("--index", index.strip())
        .option("--attestation", Statement.given(attestation))
        .flag("--erasing", erasing)
        .option("--purpose", Statement.given(purpose));
  }
}
