using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;

namespace Wasilo.Grains.Tests.Lifecycle;

/// <summary>Random lives of sessions: whatever happens in whatever order, some things never do.</summary>
public class RandomLivesTests
{
    private const int Lives = 2_000;
    private const int Steps = 300;

    /// <summary>From status to status, as the design's table has it.</summary>
    private static readonly HashSet<(SessionStatus, SessionStatus)> LegalEdges =
    [
        (SessionStatus.Stopped, SessionStatus.Starting), (SessionStatus.Failed, SessionStatus.Starting),
        (SessionStatus.LoggedOut, SessionStatus.Starting), (SessionStatus.Working, SessionStatus.Starting),
        (SessionStatus.ScanQrCode, SessionStatus.Starting), (SessionStatus.Starting, SessionStatus.ScanQrCode),
        (SessionStatus.Starting, SessionStatus.Working),
        .. FromAll(SessionStatus.Stopped), .. FromAll(SessionStatus.Failed), .. FromAll(SessionStatus.LoggedOut),
    ];

    [Fact]
    public void No_life_takes_an_illegal_edge_or_opens_two_sockets_or_forgets_what_its_owner_wanted()
    {
        for (var seed = 0; seed < Lives; seed++)
        {
            try
            {
                Live(new Random(seed));
            }
            catch (ShouldAssertException failure)
            {
                throw new InvalidOperationException($"Life {seed} went wrong.", failure);
            }
        }
    }

    [Fact]
    public void The_same_life_twice_is_the_same() => Live(new Random(1)).ShouldBe(Live(new Random(1)));

    private static string Live(Random random)
    {
        var story = new List<string>();
        var world = new World(random);
        for (var step = 0; step < Steps && world.State.Phase is not (SessionPhase.Deleted or SessionPhase.Released); step++)
        {
            var input = world.Next();
            var before = world.State;
            var transition = before.Step(input, world.Now);
            story.Add($"{before.Phase} {input.GetType().Name} {transition.State.Phase}: {transition.Describe()}");
            world.Apply(transition);

            var status = transition.Effects.OfType<SessionEffect.EmitStatus>().ToArray();
            status.Length.ShouldBe(before.Status == transition.State.Status ? 0 : 1, story[^1]);
            if (status.Length == 1)
                LegalEdges.ShouldContain((before.Status, transition.State.Status), story[^1]);
            world.Desired.ShouldBe(transition.State.Desired, story[^1]);
            world.HasEngine.ShouldBe(world.State.Phase.HasEngine(), story[^1]);
            if (world.State.Phase is SessionPhase.TakingOver or SessionPhase.Connecting or SessionPhase.Pairing or SessionPhase.BackingOff
                or SessionPhase.Disputed)
                world.State.Due.ShouldNotBeNull(story[^1]); // nothing waits for ever
        }

        return string.Join('\n', story);
    }

    private static IEnumerable<(SessionStatus, SessionStatus)> FromAll(SessionStatus to) =>
        Enum.GetValues<SessionStatus>().Where(from => from != to).Select(from => (from, to));

    /// <summary>Carries effects out as the real world does, with luck deciding.</summary>
    private sealed class World(Random random)
    {
        private SessionEffect? _question;
        private long _lastEpoch;

        public SessionState State { get; private set; } =
            SessionState.Restored(SessionStatus.Stopped, DesiredState.Stopped, (ulong)random.Next()) with { AutoRearm = random.Next(2) == 0 };

        public DateTimeOffset Now { get; private set; } = Machine.Now;

        public DesiredState Desired { get; private set; } = DesiredState.Stopped;

        public bool HasEngine { get; private set; }

        public SessionInput Next()
        {
            Now += TimeSpan.FromSeconds(random.NextDouble() * 20);
            return _question is { } question ? Answer(question) : Happen();
        }

        public void Apply(Transition transition)
        {
            _question = null;
            State = transition.State;
            foreach (var effect in transition.Effects)
            {
                switch (effect)
                {
                    case SessionEffect.SaveDesired save:
                        effect.ShouldBe(transition.Effects[0]);
                        Desired = save.Desired;
                        break;
                    case SessionEffect.CloseSocket:
                        HasEngine = false;
                        break;
                    case SessionEffect.Unlink:
                        HasEngine.ShouldBeTrue("there must be a connection to unlink over");
                        break;
                    case SessionEffect.Connect connect:
                        HasEngine.ShouldBeFalse("two sockets");
                        Desired.ShouldBe(DesiredState.Running);
                        connect.Epoch.ShouldBe(_lastEpoch, "an engine under an epoch that isn't the latest");
                        HasEngine = true;
                        _question = effect;
                        break;
                    case SessionEffect.TakeOwnership or SessionEffect.ConfirmOwnership or SessionEffect.WipeCredentials or SessionEffect.Erase:
                        effect.ShouldBe(transition.Effects[^1]);
                        _question = effect;
                        break;
                }
            }
        }

        private SessionInput Answer(SessionEffect question)
        {
            if (random.Next(6) == 0)
                return new SessionInput.StorageFailed();
            var lost = random.Next(50) == 0;
            return question switch
            {
                SessionEffect.TakeOwnership when lost => new SessionInput.OwnershipLost(),
                SessionEffect.TakeOwnership => new SessionInput.OwnershipTaken(++_lastEpoch),
                SessionEffect.ConfirmOwnership => lost ? new SessionInput.OwnershipLost() : new SessionInput.OwnershipHeld(),
                SessionEffect.WipeCredentials => new SessionInput.CredentialsWiped(++_lastEpoch),
                SessionEffect.Erase => new SessionInput.Erased(),
                _ => Happen(),
            };
        }

        private SessionInput Happen()
        {
            var epoch = random.Next(8) == 0 ? State.Epoch - 1 : State.Epoch; // now and then an engine of before
            return random.Next(20) switch
            {
                0 => new SessionInput.Start(),
                1 => random.Next(3) == 0 ? new SessionInput.Stop() : new SessionInput.Start(),
                2 => new SessionInput.Restart(),
                3 => random.Next(4) == 0 ? new SessionInput.LogOut() : new SessionInput.Resume(),
                4 => random.Next(30) == 0 ? new SessionInput.Delete() : new SessionInput.Resume(),
                5 => random.Next(3) == 0 ? new SessionInput.Drain() : new SessionInput.Resume(),
                6 or 7 or 8 => new EngineInput.QrShown(epoch, "2@x", TimeSpan.FromSeconds(20)),
                9 or 10 => new EngineInput.Paired(epoch),
                11 or 12 or 13 => new EngineInput.LoggedIn(epoch),
                14 => new EngineInput.ConnectionLost(epoch, random.Next(2) == 0),
                15 => new EngineInput.Reconnecting(epoch),
                16 => random.Next(3) switch
                {
                    0 => new EngineInput.Replaced(epoch),
                    1 => new EngineInput.Unlinked(epoch, SessionReasons.DeviceRemoved),
                    _ => new EngineInput.GaveUp(epoch, SessionReasons.Refused, TimeSpan.FromMinutes(15)),
                },
                17 => random.Next(40) == 0 ? new EngineInput.Fenced(epoch) : new EngineInput.QrExhausted(epoch),
                _ => new SessionInput.TimerFired(),
            };
        }
    }
}
