// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.OptionalLong;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.spi.JobOrder;
import org.keywright.vault.Act;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What download jobs are called, in their records and in the log of acts. */
final class DownloadTitles {
  private DownloadTitles() {}

  /** What the runner is to do, and how it is called. */
  static JobOrder order(
      Vault vault, DownloadParameters parameters, String verb, OptionalLong resumes)
      throws VaultException {
    LoadOrder order = parameters.order();
    String title = title(vault, order) + target(parameters);
    return new JobOrder(
        new Act(order.actor(), verb, order.keySet() + "/" + order.ref1(), title),
        DownloadParameters.KIND,
        title,
        parameters.toMap(),
        parameters.parallel(),
        resumes);
  }

  private static String target(DownloadParameters parameters) {
    String leftOut =
        parameters.leftOut().count() == 0 ? "" : " (" + parameters.leftOut().words() + ")";
    return parameters
        .campaign()
        .map(c -> modules(parameters, "") + " of " + c.devices().getFileName() + leftOut)
        .orElseGet(() -> modules(parameters, "named "));
  }

  private static String modules(DownloadParameters parameters, String which) {
    return parameters.devices() + " " + which + (parameters.devices() == 1 ? "module" : "modules");
  }

  private static String title(Vault vault, LoadOrder order) throws VaultException {
    String warning =
        vault
            .keySets()
            .require(order.keySet())
            .wellKnown()
            .map(w -> " [well-known transport key: " + w + "]")
            .orElse("");
    String place =
        order.place().isPresent() ? "place " + order.place().getAsInt() : "the listed places";
    return "key %s/%d%s%s%s into %s of "
        .formatted(
            order.keySet(),
            order.ref1(),
            key(vault, order),
            warning,
            order.from().map(unit -> " from " + unit).orElse(""),
            place);
  }

  private static String key(Vault vault, LoadOrder order) throws VaultException {
    if (order.from().isPresent()) {
      return "";
    }
    var known = vault.keySets().requireKey(order.keySet(), order.ref1());
    return " '%s' version %d, KCV %s%s"
        .formatted(
            known.label(),
            known.keyVersion(),
            known.kcv(),
            known.wellKnown().map(w -> " [well-known test key: " + w + "]").orElse(""));
  }
}
