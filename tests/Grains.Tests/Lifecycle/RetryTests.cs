using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;

namespace Wasilo.Grains.Tests.Lifecycle;

public class RetryTests
{
    [Fact]
    public void Waits_are_drawn_evenly_below_a_ceiling_that_doubles_up_to_two_minutes()
    {
        var waits = Enumerable.Range(0, 500).Select(seed => WaitsOf((ulong)seed)).ToArray();

        for (var attempt = 0; attempt < 19; attempt++)
        {
            var ceiling = Math.Min(120, Math.Pow(2, attempt));
            var drawn = waits.Select(of => of[attempt].TotalSeconds / ceiling).ToArray();

            drawn.ShouldAllBe(part => part >= 0 && part < 1);
            drawn.Average().ShouldBe(0.5, 0.08); // six standard deviations of 500 draws
        }
    }

    [Fact]
    public void The_same_seed_waits_the_same() => WaitsOf(42).ShouldBe(WaitsOf(42));

    [Fact]
    public void A_server_that_wants_to_be_left_alone_is_for_one_to_two_minutes()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var state = (Machine.At(SessionPhase.Working) with { Jitter = new Jitter(seed) })
                .Step(new EngineInput.ConnectionLost(Machine.Epoch, Later: true)).State;

            (state.Due!.Value - Machine.Now).TotalSeconds.ShouldBeInRange(60, 120);
        }
    }

    [Fact]
    public void Twenty_failures_in_a_row_are_the_end()
    {
        var state = Failing(Machine.At(SessionPhase.Connecting), times: 19);
        state.Phase.ShouldBe(SessionPhase.TakingOver);

        state = state.Step(new SessionInput.StorageFailed()).State;

        (state.Status, state.Reason, state.RetryAt).ShouldBe(
            (SessionStatus.Failed, SessionReasons.GaveUp, Machine.Now + TimeSpan.FromMinutes(15)));
    }

    [Fact]
    public void A_login_between_them_begins_the_count_anew()
    {
        var state = Failing(Machine.At(SessionPhase.Connecting), times: 19)
            .Through(new SessionInput.OwnershipTaken(8), new EngineInput.LoggedIn(8));

        state.Failures.ShouldBe(0);
        state.Through(new EngineInput.ConnectionLost(8)).Phase.ShouldBe(SessionPhase.BackingOff);
    }

    [Fact]
    public void One_that_gave_up_is_tried_once_in_fifteen_minutes_and_no_more()
    {
        var now = Machine.Now;
        var state = Failing(Machine.At(SessionPhase.Connecting), times: 19).Step(new SessionInput.StorageFailed()).State;
        var tries = 0;

        // The watcher comes each minute for a day.
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            now += TimeSpan.FromMinutes(1);
            state = state.Step(new SessionInput.Resume(), now).State;
            if (state.Phase != SessionPhase.TakingOver)
                continue;
            tries++;
            state = state.Step(new SessionInput.StorageFailed(), now).State;
            state.Phase.ShouldBe(SessionPhase.Failed);
        }

        tries.ShouldBe(24 * 4);
    }

    [Fact]
    public void A_start_by_the_owner_tries_at_once_and_twenty_times_again()
    {
        var state = Failing(Machine.At(SessionPhase.Connecting), times: 19)
            .Through(new SessionInput.StorageFailed(), new SessionInput.Start());

        state.Phase.ShouldBe(SessionPhase.TakingOver);
        Failing(state, times: 19).Phase.ShouldBe(SessionPhase.TakingOver);
    }

    [Theory]
    [InlineData(nameof(SessionPhase.TakingOver), "arm")]
    [InlineData(nameof(SessionPhase.Connecting), "close arm")]
    public void Starting_without_progress_for_45_seconds_is_one_failure(string phase, string effects)
    {
        var began = Machine.At(Enum.Parse<SessionPhase>(phase)) with { Due = Machine.Now + TimeSpan.FromSeconds(45) };

        began.Step(new SessionInput.TimerFired(), Machine.Now + TimeSpan.FromSeconds(44)).State.ShouldBe(began);
        var late = began.Step(new SessionInput.TimerFired(), Machine.Now + TimeSpan.FromSeconds(45));

        (late.State.Phase, late.State.Failures, late.Describe()).ShouldBe((SessionPhase.BackingOff, 1, effects));
    }

    [Fact]
    public void The_watchdog_begins_anew_with_each_progress()
    {
        var state = Machine.At(SessionPhase.TakingOver).Step(new SessionInput.OwnershipTaken(8), Machine.Now + TimeSpan.FromSeconds(5)).State;
        state.Due.ShouldBe(Machine.Now + TimeSpan.FromSeconds(50));

        state.Step(new EngineInput.Paired(8), Machine.Now + TimeSpan.FromSeconds(30)).State.Due.ShouldBe(Machine.Now + TimeSpan.FromSeconds(75));
    }

    [Fact]
    public void A_timer_that_comes_early_is_set_again()
    {
        var state = Machine.At(SessionPhase.BackingOff) with { Due = Machine.Now + TimeSpan.FromSeconds(3) };

        state.Step(new SessionInput.TimerFired()).Effects.ShouldBe([new SessionEffect.ArmTimer(state.Due.Value)]);
    }

    /// <summary>The waits after the first 19 failures.</summary>
    private static List<TimeSpan> WaitsOf(ulong seed)
    {
        var waits = new List<TimeSpan>();
        var state = Machine.At(SessionPhase.Connecting) with { Jitter = new Jitter(seed) };
        for (var attempt = 0; attempt < 19; attempt++)
        {
            state = state.Step(new SessionInput.StorageFailed()).State;
            waits.Add(state.Due!.Value - Machine.Now);
            state = state.Step(new SessionInput.TimerFired(), state.Due.Value).State;
        }

        return waits;
    }

    /// <summary>Fails and tries again; ends with the beginning of an attempt.</summary>
    private static SessionState Failing(SessionState state, int times)
    {
        for (var i = 0; i < times; i++)
        {
            state = state.Step(new SessionInput.StorageFailed()).State;
            state = state.Step(new SessionInput.TimerFired(), state.Due!.Value).State;
        }

        return state;
    }
}
