using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Simulator.Counting;

namespace Wasilo.Grains.Tests.Sessions;

public sealed class SessionGrainTests(SessionSilo silo) : IClassFixture<SessionSilo>
{
    [Fact]
    public async Task A_session_is_created_started_scanned_and_works()
    {
        var session = await silo.CreateAsync();
        var created = (await session.Get())!;
        (created.Status, created.Desired, created.Me, created.Account).ShouldBe((SessionStatus.Stopped, DesiredState.Stopped, null, "acme"));
        created.Id.ShouldMatch("^[A-Z0-9]{12}$");

        (await session.Start())!.Status.ShouldBe(SessionStatus.Starting);
        var qr = (await session.GetQr(TimeSpan.FromSeconds(10)))!;
        qr.Status.ShouldBe(SessionStatus.ScanQrCode);
        var device = await silo.Server.ScanAsync(silo.NewPhone(), qr.Text!);
        await SessionSilo.BecomesAsync(session, SessionStatus.Working);

        var working = (await session.Get())!;
        working.Me!.Jid.ShouldBe(device.Jid.ToString());
        working.Statuses.Select(change => change.Status).ShouldBe([SessionStatus.ScanQrCode, SessionStatus.Starting, SessionStatus.Working]);
        working.ConnectedAt.ShouldNotBeNull();
        working.Node.ShouldBe("box");
        silo.Server.IsOnline(device).ShouldBeTrue();
        (await session.GetQr(TimeSpan.FromSeconds(10)))!.Text.ShouldBeNull();
        ShouldHaveNoDoubleSocket();
    }

    [Fact]
    public async Task A_code_that_is_typed_into_the_phone_does_as_well()
    {
        var session = await silo.CreateAsync();
        var phone = silo.NewPhone();
        (await session.RequestPairingCode(phone.Number, null))!.Refusal.ShouldBe(PairingCodeRefusal.NotPairing);
        await session.Start();
        await session.GetQr(TimeSpan.FromSeconds(10));
        (await session.RequestPairingCode("no number", null))!.Refusal.ShouldBe(PairingCodeRefusal.Invalid);

        var answer = (await session.RequestPairingCode(phone.Number, "WAS1LO22"))!;
        answer.Code.ShouldBe("WAS1-LO22");
        await silo.Server.EnterCodeAsync(phone, answer.Code!);

        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
    }

    [Fact]
    public async Task A_start_of_a_session_that_runs_changes_nothing()
    {
        var (session, device) = await silo.CreateWorkingAsync();
        var before = (await session.Get())!;
        var handshakes = silo.Server.Statistics[Counted.Logins];

        var after = (await session.Start())!;

        (after.Status, after.ConnectedAt, after.UpdatedAt).ShouldBe((before.Status, before.ConnectedAt, before.UpdatedAt));
        after.Statuses.ShouldBe(before.Statuses);
        silo.Server.Statistics[Counted.Logins].ShouldBe(handshakes);
        silo.Server.IsOnline(device).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stopped_session_is_offline_and_comes_back_with_its_pairing()
    {
        var (session, device) = await silo.CreateWorkingAsync();

        (await session.Stop())!.Status.ShouldBe(SessionStatus.Stopped);
        await Eventually.TrueAsync(() => !silo.Server.IsOnline(device));
        (await session.Get())!.Me!.Jid.ShouldBe(device.Jid.ToString());

        await session.Start();
        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        silo.Server.IsOnline(device).ShouldBeTrue();
        ShouldHaveNoDoubleSocket();
    }

    [Fact]
    public async Task A_restart_leaves_one_socket()
    {
        var (session, device) = await silo.CreateWorkingAsync();

        (await session.Restart())!.Status.ShouldBe(SessionStatus.Starting);

        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        silo.Server.IsOnline(device).ShouldBeTrue();
        ShouldHaveNoDoubleSocket();
    }

    [Fact]
    public async Task A_dropped_connection_is_made_again()
    {
        var (session, device) = await silo.CreateWorkingAsync();

        silo.Server.FaultsOf(device).Drop().ShouldBeTrue();

        await Eventually.TrueAsync(async () => (await session.Get())!.Statuses[^2].Status == SessionStatus.Starting
            && (await session.Get())!.Status == SessionStatus.Working && silo.Server.IsOnline(device));
        ShouldHaveNoDoubleSocket();
    }

    [Fact]
    public async Task A_logout_unlinks_the_device_and_the_session_stays()
    {
        var (session, device) = await silo.CreateWorkingAsync();
        var phone = silo.Server.Phones.Get(device.Jid.User);

        var view = (await session.LogOut())!;

        (view.Status, view.Reason, view.Me, view.Desired).ShouldBe((SessionStatus.LoggedOut, SessionReasons.LoggedOut, null, DesiredState.Stopped));
        phone.Devices.ShouldBeEmpty();
        await session.Start();
        (await session.GetQr(TimeSpan.FromSeconds(10)))!.Text.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_session_that_its_phone_unlinks_is_logged_out()
    {
        var (session, device) = await silo.CreateWorkingAsync();

        silo.Server.Unlink(device);

        await SessionSilo.BecomesAsync(session, SessionStatus.LoggedOut);
        (await session.Get())!.Reason.ShouldBe(SessionReasons.DeviceRemoved);
    }

    [Fact]
    public async Task A_session_that_was_replaced_does_not_fight()
    {
        var (session, device) = await silo.CreateWorkingAsync();

        silo.Server.FaultsOf(device).Conflict();

        await SessionSilo.BecomesAsync(session, SessionStatus.Failed);
        (await session.Get())!.Reason.ShouldBe(SessionReasons.Replaced);
        silo.Server.IsOnline(device).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_session_is_gone_and_its_device_unlinked()
    {
        var (session, device) = await silo.CreateWorkingAsync();
        var id = session.GetPrimaryKeyString();
        var phone = silo.Server.Phones.Get(device.Jid.User);

        (await silo.Account.DeleteSession(id)).ShouldBeTrue();

        phone.Devices.ShouldBeEmpty();
        (await session.Get()).ShouldBeNull();
        (await session.Start()).ShouldBeNull();
        (await silo.Account.FindSession(id)).ShouldBeNull();
        (await silo.Account.DeleteSession(id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_has_a_session_that_was_never_created()
    {
        foreach (var id in (string[])["AAAAAAAAAAAA", "../../etc/passwd", "x"])
        {
            (await silo.Session(id).Get()).ShouldBeNull();
            (await silo.Session(id).Start()).ShouldBeNull();
            (await silo.Session(id).Delete()).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_config_that_the_engine_needs_restarts_it_and_another_one_does_not()
    {
        var (session, _) = await silo.CreateWorkingAsync();
        var connected = (await session.Get())!.ConnectedAt;

        var same = (await session.Configure(new SessionConfig { Metadata = new Dictionary<string, string> { ["user"] = "7" } }))!;
        (same.ConnectedAt, same.Config.Metadata["user"]).ShouldBe((connected, "7"));

        (await session.Configure(new SessionConfig { MarkOnline = false }))!.Status.ShouldBe(SessionStatus.Starting);
        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        await Should.ThrowAsync<ArgumentException>(() => session.Configure(new SessionConfig { LogLevel = "LOUD" }));
    }

    private void ShouldHaveNoDoubleSocket() => silo.Server.Violations.ShouldBeEmpty();
}
