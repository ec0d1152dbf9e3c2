using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Sessions;

/// <summary>What callers do with their sessions, whatever the dialect. Linking one to a phone is <see cref="PairingDesk"/>'s.</summary>
/// <param name="caller">Whose sessions they are.</param>
/// <param name="byName">Whether a session may be meant by its name, and not by its id alone.</param>
internal sealed class SessionDesk(Caller caller, bool byName)
{
    /// <summary>A new session, STOPPED unless it is started at once.</summary>
    public async Task<Answer<SessionView>> CreateAsync(string? name, SessionConfig config, bool start)
    {
        if (caller.IsForOneSession)
            return Problem.Forbidden;
        var answer = await caller.Account.CreateSession(name, config, region: null);
        if (answer.Id is null)
            return new Problem(ConditionOf(answer.Refusal), answer.Message!) { Session = name };
        var session = caller.Session(answer.Id);
        return Found(start ? await session.Start() : await session.Get());
    }

    public Task<Answer<SessionView>> GetAsync(string key) => ActAsync(key, static session => session.Get());

    /// <summary>The caller's sessions, by name.</summary>
    public async Task<SessionView[]> ListAsync()
    {
        var views = await Task.WhenAll((await caller.ListAsync()).Select(static session => session.Get()));
        return [.. views.OfType<SessionView>()];
    }

    /// <summary>Lets it run; one that runs isn't changed.</summary>
    public Task<Answer<SessionView>> StartAsync(string key) => ActAsync(key, static session => session.Start());

    public Task<Answer<SessionView>> StopAsync(string key) => ActAsync(key, static session => session.Stop());

    public Task<Answer<SessionView>> RestartAsync(string key) => ActAsync(key, static session => session.Restart());

    /// <summary>Unlinks it; it stays as it is then.</summary>
    public Task<Answer<SessionView>> LogOutAsync(string key) => ActAsync(key, static session => session.LogOut());

    /// <summary>Unlinks it; one that ran runs on, and waits to be scanned.</summary>
    public Task<Answer<SessionView>> LogOutAndRunOnAsync(string key) => ActAsync(key, static async session =>
    {
        var ran = (await session.Get())?.Desired == DesiredState.Running;
        var view = await session.LogOut();
        return ran && view is not null ? await session.Start() : view;
    });

    /// <summary>Unlinks it and deletes all that is kept of it. The answer is the id.</summary>
    public async Task<Answer<string>> DeleteAsync(string key)
    {
        if (await FindAsync(key) is not { } session)
            return Problem.NoSession;
        var id = session.GetPrimaryKeyString();
        return await caller.Account.DeleteSession(id) ? id : Problem.NoSession;
    }

    /// <summary>Replaces the config by what is made of it. One that runs is restarted if its connection depends on it.</summary>
    public async Task<Answer<SessionView>> ConfigureAsync(string key, Func<SessionConfig, SessionConfig> change)
    {
        try
        {
            return await ActAsync(key, async session =>
                await session.Get() is { } view ? await session.Configure(change(view.Config)) : null);
        }
        catch (ArgumentException refused)
        {
            return Problem.Invalid(refused.Message);
        }
    }

    public Task<ISessionGrain?> FindAsync(string key) => caller.FindAsync(key, byName);

    private async Task<Answer<SessionView>> ActAsync(string key, Func<ISessionGrain, Task<SessionView?>> act) =>
        await FindAsync(key) is { } session ? Found(await act(session)) : Problem.NoSession;

    private static Answer<SessionView> Found(SessionView? view) => view is null ? Problem.NoSession : view;

    private static Condition ConditionOf(CreateSessionRefusal? refusal) => refusal switch
    {
        CreateSessionRefusal.NameTaken => Condition.NameTaken,
        CreateSessionRefusal.QuotaReached => Condition.QuotaReached,
        CreateSessionRefusal.NoAccount => Condition.Forbidden,
        _ => Condition.Invalid,
    };
}
