// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.JobException;
import org.keywright.engine.Progress;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobWork;
import org.keywright.tests.vault.TestVault;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;

/** How a job ends whose items are all done, and how one whose vault is closed. */
class JobEndTest {
  private static final JobOrder ORDER =
      new JobOrder(
          new Act("tester", "test", "a job", "to see how it ends"),
          "test",
          "a job",
          Map.of(),
          1,
          OptionalLong.empty());

  @TempDir private Path folder;

  @Test
  void aJobWhoseLastStepDiesOfAnErrorIsNotDone() throws Exception {
    try (var made = new TestVault(folder)) {
      var vault = made.create();
      var runner = new VirtualJobRunner();
      var job = runner.start(vault, ORDER, new DyingAtTheEnd());

      assertThatThrownBy(job::await)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("broke off");
      assertThat(vault.jobs().require(job.id()).state()).isEqualTo(JobState.INCOMPLETE);
      assertThat(vault.log().page(0, 1).getFirst().result()).startsWith("failed: ");
      assertThat(runner.running()).isEmpty();
    }
  }

  @Test
  void aJobBreaksOffWithItsVaultAndCanBeResumed() throws Exception {
    try (var made = new TestVault(folder)) {
      var runner = new VirtualJobRunner();
      made.vaults.bindObserver(runner);
      var begun = new CountDownLatch(1);
      var job =
          runner.start(
              made.create(),
              ORDER,
              new OneItem() {
                @Override
                public ItemResult carryOut(JobItem item, ItemContext context)
                    throws InterruptedException {
                  begun.countDown();
                  new CountDownLatch(1).await();
                  return super.carryOut(item, context);
                }
              });
      begun.await();
      made.vaults.close();

      assertThat(runner.running()).isEmpty();
      assertThatThrownBy(job::await)
          .hasMessage("job %d broke off: the vault was closed".formatted(job.id()));
      var vault = made.open();
      assertThat(vault.jobs().require(job.id()).state()).isEqualTo(JobState.INCOMPLETE);
      assertThat(vault.log().page(0, 1).getFirst().result())
          .startsWith("failed: job %d: ".formatted(job.id()))
          .endsWith("the vault was closed");
      var resumed =
          new JobOrder(ORDER.act(), "test", "a job", Map.of(), 1, OptionalLong.of(job.id()));
      assertThat(runner.start(vault, resumed, new OneItem()).await().state())
          .isEqualTo(JobState.DONE);
    }
  }

  /** One item, which succeeds, and then an error that is nobody's exception. */
  private static final class DyingAtTheEnd extends OneItem {
    @Override
    public void end(JobRecord job, Progress progress) {
      throw new StackOverflowError("the report is too deep");
    }
  }

  /** One item, which succeeds. */
  private static class OneItem implements JobWork {
    @Override
    public void begin(Grant grant) {
      // nothing is shared
    }

    @Override
    public OptionalLong total() {
      return OptionalLong.of(1);
    }

    @Override
    public ItemSource items() {
      return ItemSource.of(List.of(new JobItem(1, "", "1", "sim:one")));
    }

    @Override
    public ItemResult carryOut(JobItem item, ItemContext context) throws InterruptedException {
      return new ItemResult(ItemState.DONE, "one", "", Map.of(), Optional.empty());
    }

    @Override
    public void end(JobRecord job, Progress progress) {
      // nothing is left to do
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
