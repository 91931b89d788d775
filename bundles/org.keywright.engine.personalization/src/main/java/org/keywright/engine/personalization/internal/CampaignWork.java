// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.JobException;
import org.keywright.engine.Progress;
import org.keywright.engine.download.DeviceLists;
import org.keywright.engine.download.Reports;
import org.keywright.engine.download.Reports.Column;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobWork;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Grant;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.OrderState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;

/**
 * One campaign: the modules of a list, one run each over its local link. A run that broke off
 * behind the certificates is unknown; the next contact of unit and module settles it, in this job
 * or a later one.
 */
final class CampaignWork implements JobWork {
  /** Its certificate is that which the module has now, whichever run has given it. */
  private static final Reports REPORTS =
      new Reports(
          Stream.concat(
                  Stream.of(
                      Column.of("serial", ItemRecord::subject),
                      Column.fact("unit"),
                      Column.fact("central"),
                      Column.fact("order").ofNumbers(),
                      Column.fact("certificate"),
                      Column.fact("validTo")),
                  Column.ending().stream())
              .toList());

  /** What a run ends with when its link is not to be believed any more. */
  private static final int BROKEN = 0x6F00;

  private final Services services;
  private final Vault vault;
  private final String actor;
  private final UnitCampaign campaign;
  private final DeviceLists.Checked list;
  private @Nullable OpenUnit unit;

  CampaignWork(
      Services services,
      Vault vault,
      String actor,
      UnitCampaign campaign,
      DeviceLists.Checked list) {
    this.services = services;
    this.vault = vault;
    this.actor = actor;
    this.campaign = campaign;
    this.list = list;
  }

  @Override
  public void begin(Grant grant) throws VaultException, KeyException {
    unit = new OpenUnit(services, vault, campaign.unit(), grant);
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(list.summary().devices());
  }

  @Override
  public ItemSource items() throws JobException {
    return list.items();
  }

  @Override
  public ItemResult carryOut(JobItem item, ItemContext context)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    OpenUnit open = unit;
    if (open == null) {
      throw new IllegalStateException("the work has not begun");
    }
    context.step();
    Optional<WorkOrder> confirmed = confirmed(item, context);
    if (confirmed.isPresent()) {
      return done(item.subject(), facts(confirmed.get().id()));
    }
    RunOutcome outcome =
        new LocalLink(open)
            .run(actor, Endpoint.parse(item.endpoint()), campaign.userAct(), sent(item, context));
    requireMeant(item, outcome);
    var facts =
        outcome.order().isPresent()
            ? facts(outcome.order().getAsLong())
            : new HashMap<>(Map.of("unit", campaign.unit()));
    String subject = outcome.module().toString();
    if (outcome.active()) {
      return done(subject, facts);
    }
    context.step();
    if (outcome.status().isEmpty() || outcome.status().get().value() == BROKEN) {
      throw new LinkException(item.endpoint() + ": " + outcome.reason());
    }
    context.unchanged();
    return new ItemResult(ItemState.REFUSED, subject, outcome.reason(), facts, Optional.empty());
  }

  /**
   * The order of a run of this job that the books know to be done, and the job's records do not.
   */
  private Optional<WorkOrder> confirmed(JobItem item, ItemContext context) throws VaultException {
    for (ItemRecord earlier : context.known(item.subject(), item.place())) {
      String order = earlier.facts().get("order");
      if (earlier.job() == context.job() && !earlier.state().settled() && order != null) {
        return vault
            .workOrders()
            .find(Long.parseLong(order))
            .filter(found -> found.state() == OrderState.DONE);
      }
    }
    return Optional.empty();
  }

  private Map<String, String> facts(long order) throws VaultException {
    var facts = new HashMap<>(Map.of("unit", campaign.unit(), "order", String.valueOf(order)));
    vault.workOrders().find(order).ifPresent(found -> facts.put("central", found.central()));
    return facts;
  }

  private ItemResult done(String subject, Map<String, String> facts) throws VaultException {
    facts.put("what", "personalized by " + campaign.unit());
    certified(subject).ifPresent(certificate -> put(facts, certificate));
    return new ItemResult(ItemState.DONE, subject, "", facts, Optional.empty());
  }

  private Optional<IssuedCertificate> certified(String module) throws VaultException {
    return vault.certificates().of(module).stream()
        .filter(each -> each.purpose() == KeyPurpose.MODULE)
        .filter(each -> each.state() == CertificateState.ACTIVE)
        .findFirst();
  }

  private static void put(Map<String, String> facts, IssuedCertificate certificate) {
    facts.put("certificate", certificate.serial().hex());
    facts.put("validTo", certificate.notAfter().toString());
  }

  private static void requireMeant(JobItem item, RunOutcome outcome) throws KeyException {
    if (!item.subject().isEmpty() && !item.subject().equals(outcome.module().toString())) {
      throw new KeyException(
          "the module at %s is %s, and %s is meant"
              .formatted(item.endpoint(), outcome.module(), item.subject()));
    }
  }

  /** Records that certificates go out now, before they do. */
  private static RunAuthority.Issuing sent(JobItem item, ItemContext context) {
    return order ->
        context.sent(item.subject(), Map.of("order", String.valueOf(order)), Bytes.of());
  }

  @Override
  public void end(JobRecord job, Progress progress) throws JobException, VaultException {
    REPORTS.from(vault).write(vault.jobs(), job.id(), campaign.list());
  }

  @Override
  public void close() {
    OpenUnit open = unit;
    if (open != null) {
      open.close();
    }
  }
}
