using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Abstractions.Watching;
using Wasilo.Grains.Watching;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using DesiredState = Wasilo.Grains.Abstractions.Sessions.DesiredState;

namespace Wasilo.Grains.Tests.Sessions;

/// <summary>Each with a silo of its own, since they stop it or take sessions away from it.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private readonly SessionSilo _silo = new();

    private SessionOwnership Owners => _silo.Services.GetRequiredService<SessionOwnership>();

    public Task InitializeAsync() => _silo.InitializeAsync();

    public Task DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_node_whose_session_was_taken_lets_go_when_its_connection_drops()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        var epoch = await Owners.TakeAsync(SessionSilo.IdOf(session), "other", default);

        _silo.Server.FaultsOf(device).Drop();

        await Eventually.TrueAsync(() => !_silo.Server.IsOnline(device) && _silo.Server.OpenConnections == 0);
        var owner = (await Owners.FindAsync(SessionSilo.IdOf(session), default))!;
        (owner.Epoch, owner.Node).ShouldBe((epoch, "other"));
    }

    [Fact]
    public async Task A_node_that_is_replaced_by_the_new_owner_lets_go_and_says_nothing()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        var id = SessionSilo.IdOf(session);
        await Owners.TakeAsync(id, "other", default);

        _silo.Server.FaultsOf(device).Conflict();

        await Eventually.TrueAsync(() => !_silo.Server.IsOnline(device));
        await Eventually.TrueAsync(() => _silo.Server.OpenConnections == 0);
        var stored = (await _silo.Services.GetRequiredService<SessionStore>().FindAsync(id, default))!;
        stored.Status.ShouldBe("WORKING"); // the new owner's to say
    }

    [Fact]
    public async Task Its_owner_s_verb_takes_a_session_back()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        await Owners.TakeAsync(SessionSilo.IdOf(session), "other", default);
        _silo.Server.FaultsOf(device).Drop();
        await Eventually.TrueAsync(() => _silo.Server.OpenConnections == 0);

        await session.Restart();

        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        (await Owners.FindAsync(SessionSilo.IdOf(session), default))!.Node.ShouldNotBe("other");
        _silo.Server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_that_stops_closes_its_sockets_and_watchers_bring_the_sessions_back()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        var (stopped, stoppedDevice) = await _silo.CreateWorkingAsync();
        await stopped.Stop();
        var id = SessionSilo.IdOf(session);

        await _silo.RestartAsync();
        await Eventually.TrueAsync(() => !_silo.Server.IsOnline(device));
        (await Owners.FindAsync(id, default))!.Node.ShouldBeNull();
        for (var shard = 0; shard < WatchTimings.Shards; shard++)
            await _silo.Grains.GetGrain<IWatcherGrain>($"{shard}").Watch();

        await Eventually.TrueAsync(() => _silo.Server.IsOnline(device));
        await SessionSilo.BecomesAsync(_silo.Session(id.ToString()), SessionStatus.Working);
        _silo.Server.IsOnline(stoppedDevice).ShouldBeFalse();
        (await _silo.Session(stopped.GetPrimaryKeyString()).Get())!.Status.ShouldBe(SessionStatus.Stopped);
        _silo.Server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Credentials_that_cannot_be_read_fail_the_session_and_stay_as_they_are()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        var id = session.GetPrimaryKeyString();

        await _silo.RestartAsync(EncryptionKey.Generate());
        session = _silo.Session(id);
        await SessionSilo.BecomesAsync(session, SessionStatus.Failed);
        var failed = (await session.Get())!;
        (failed.Reason, failed.Desired).ShouldBe((SessionReasons.CredentialsUnreadable, DesiredState.Running));
        (await session.Start())!.Status.ShouldBe(SessionStatus.Failed);

        await _silo.RestartAsync();
        session = _silo.Session(id);
        await session.Start();
        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        (await session.Get())!.Me!.Jid.ShouldBe(device.Jid.ToString());
    }

    [Fact]
    public async Task A_config_is_sealed_at_rest_and_outlives_a_restart()
    {
        var config = new SessionConfig
        {
            Webhooks =
            [
                new WebhookConfig { Url = "https://example.com/?t=canary1", Events = ["*"], HmacKey = "canary2", CustomHeaders = [new("X-A", "canary3")] },
            ],
            Proxy = new ProxyConfig("127.0.0.1:9", "me", "canary4"),
        };
        var created = await _silo.CreateAsync(config);
        var changed = await _silo.CreateAsync();
        await changed.Configure(config);
        var plain = await _silo.CreateAsync();

        await using (var connection = await _silo.Database.OpenAsync(default))
        {
            (await RowsAsync(connection)).ShouldNotContain("canary");
            await connection.ExecuteAsync(
                """UPDATE wasilo_session SET config = '{"proxy":{"server":"127.0.0.1:9","password":"canary5"}}' WHERE id = @id; DELETE FROM wasilo_config WHERE session = (SELECT session FROM wasilo_session WHERE id = @id)""",
                new { id = plain.GetPrimaryKeyString() });
        }

        await _silo.RestartAsync();

        foreach (var session in (ISessionGrain[])[created, changed])
        {
            var read = (await _silo.Session(session.GetPrimaryKeyString()).Get())!.Config;
            (read.Proxy, read.Webhooks[0].HmacKey, read.Webhooks[0].CustomHeaders[0].Value).ShouldBe((config.Proxy, "canary2", "canary3"));
        }

        (await _silo.Session(plain.GetPrimaryKeyString()).Get())!.Config.Proxy!.Password.ShouldBe("canary5");
        await using (var connection = await _silo.Database.OpenAsync(default))
            (await RowsAsync(connection)).ShouldNotContain("canary");

        static async Task<string> RowsAsync(DbConnection connection) => string.Join('\n', await connection.QueryAsync<string>(
            "SELECT config FROM wasilo_session UNION ALL SELECT CAST(sealed AS TEXT) FROM wasilo_config"));
    }

    [Fact]
    public async Task A_config_that_cannot_be_read_fails_the_session_instead_of_connecting_without_its_proxy()
    {
        var session = await _silo.CreateAsync(new SessionConfig { Proxy = new ProxyConfig("127.0.0.1:9") });
        await _silo.RestartAsync(EncryptionKey.Generate());

        await _silo.Session(session.GetPrimaryKeyString()).Start();

        await SessionSilo.BecomesAsync(_silo.Session(session.GetPrimaryKeyString()), SessionStatus.Failed);
        await _silo.RestartAsync();
    }

    [Fact]
    public async Task Two_hundred_verbs_at_once_end_in_one_socket()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        var random = new Random(5);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => random.Next(4) switch
        {
            0 => session.Start(),
            1 => session.Stop(),
            2 => session.Restart(),
            _ => session.Get(),
        }));
        await session.Start();

        await SessionSilo.BecomesAsync(session, SessionStatus.Working);
        await Eventually.TrueAsync(() => _silo.Server.IsOnline(device) && _silo.Server.OpenConnections == 1);
        _silo.Server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_logout_does_not_wait_for_a_server_that_never_answers()
    {
        var (session, device) = await _silo.CreateWorkingAsync();
        _silo.Server.FaultsOf(device).LeaveUnanswered("md");

        var view = (await session.LogOut().WaitAsync(TimeSpan.FromSeconds(15)))!; // five seconds of it, and a busy machine

        (view.Status, view.Me).ShouldBe((SessionStatus.LoggedOut, null));
        await Eventually.TrueAsync(() => _silo.Server.OpenConnections == 0);
    }
}
