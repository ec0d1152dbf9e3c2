using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;

namespace Wasilo.Grains.Tests.Lifecycle;

public class SessionMachineTests
{
    public static TheoryData<string, string> AllPairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var phase in Enum.GetNames<SessionPhase>())
            {
                foreach (var input in Machine.Inputs.Keys)
                    pairs.Add(phase, input);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Every_pair_of_phase_and_input_leads_where_the_table_says_or_nowhere(string phase, string input)
    {
        var before = Machine.At(Enum.Parse<SessionPhase>(phase));

        var transition = before.Step(Machine.Inputs[input]);

        if (TransitionTable.Entries.TryGetValue((before.Phase, input), out var expected))
            (transition.State.Phase, transition.Describe()).ShouldBe(expected);
        else
            (transition.State, transition.Effects.Length).ShouldBe((before, 0));
    }

    [Fact]
    public void The_table_names_no_pair_that_does_not_exist() =>
        TransitionTable.Entries.Keys.ShouldAllBe(pair => Machine.Inputs.ContainsKey(pair.Input));

    [Fact]
    public void What_an_engine_says_that_was_closed_changes_nothing()
    {
        foreach (var phase in Enum.GetValues<SessionPhase>())
        {
            var state = Machine.At(phase) with { Epoch = Machine.Epoch + 1 };

            foreach (var news in Machine.Inputs.Values.OfType<EngineInput>())
                state.Step(news).ShouldSatisfyAllConditions(t => t.State.ShouldBe(state), t => t.Effects.ShouldBeEmpty());
        }
    }

    [Fact]
    public void A_session_that_should_be_stopped_is_stopped_when_it_wakes_up()
    {
        var state = SessionState.Restored(SessionStatus.Working, DesiredState.Stopped, seed: 1);

        state.Step(new SessionInput.Resume()).Describe().ShouldBe("STOPPED");
    }

    [Theory]
    [InlineData(SessionStatus.Starting)]
    [InlineData(SessionStatus.ScanQrCode)]
    [InlineData(SessionStatus.Working)]
    [InlineData(SessionStatus.Stopped)]
    public void A_session_that_should_run_takes_over_when_it_wakes_up(SessionStatus status) =>
        SessionState.Restored(status, DesiredState.Running, seed: 1)
            .Step(new SessionInput.Resume()).Effects[^1].ShouldBe(new SessionEffect.TakeOwnership(null));

    [Theory]
    [InlineData(SessionStatus.Stopped, DesiredState.Stopped)]
    [InlineData(SessionStatus.LoggedOut, DesiredState.Running)]
    [InlineData(SessionStatus.Failed, DesiredState.Running)]
    public void Nothing_else_wakes_up_by_itself(SessionStatus status, DesiredState desired) =>
        SessionState.Restored(status, desired, seed: 1).Step(new SessionInput.Resume()).Effects.ShouldBeEmpty();

    [Fact]
    public void A_scan_leads_over_the_restart_that_the_server_wants_to_a_login()
    {
        var state = Machine.At(SessionPhase.Pairing);

        state = state.Through(new EngineInput.Paired(Machine.Epoch), new EngineInput.Reconnecting(Machine.Epoch));
        state.Status.ShouldBe(SessionStatus.Starting);
        state.Qr.ShouldBeNull();

        state.Through(new EngineInput.LoggedIn(Machine.Epoch)).Status.ShouldBe(SessionStatus.Working);
    }

    [Fact]
    public void A_new_qr_code_is_emitted_and_the_status_is_not()
    {
        var first = Machine.At(SessionPhase.Connecting).Step(new EngineInput.QrShown(Machine.Epoch, "2@one", TimeSpan.FromSeconds(60)));
        var second = first.State.Step(new EngineInput.QrShown(Machine.Epoch, "2@two", TimeSpan.FromSeconds(20)));

        first.Describe().ShouldBe("SCANQRCODE qr arm");
        second.Describe().ShouldBe("qr arm");
        second.State.Qr.ShouldBe(new ShownQr("2@two", Machine.Now + TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Qr_codes_that_are_used_up_fail_the_session_for_good()
    {
        var failed = Machine.At(SessionPhase.Pairing).Step(new EngineInput.QrExhausted(Machine.Epoch)).State;

        (failed.Status, failed.Reason, failed.RetryAt).ShouldBe((SessionStatus.Failed, SessionReasons.QrExpired, null));
        failed.Step(new SessionInput.Resume(), Machine.Now + TimeSpan.FromDays(1)).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void With_auto_rearm_new_qr_codes_follow_the_old_ones()
    {
        var state = Machine.At(SessionPhase.Pairing) with { AutoRearm = true };

        state.Step(new EngineInput.QrExhausted(Machine.Epoch)).Describe().ShouldBe("close STARTING arm take(7)");
        state.Step(new SessionInput.TimerFired()).Describe().ShouldBe("close STARTING arm take(7)");
    }

    [Fact]
    public void A_verb_gives_the_server_five_seconds_and_an_unlinking_four_of_them()
    {
        var effects = Machine.At(SessionPhase.Working).Step(new SessionInput.Delete()).Effects;

        effects.OfType<SessionEffect.Unlink>().Single().Deadline.ShouldBe(Machine.Now + TimeSpan.FromSeconds(4));
        effects.OfType<SessionEffect.CloseSocket>().Single().Deadline.ShouldBe(Machine.Now + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void The_text_of_a_state_has_no_qr_code_in_it() => Machine.At(SessionPhase.Pairing).ToString().ShouldNotContain("2@");
}
