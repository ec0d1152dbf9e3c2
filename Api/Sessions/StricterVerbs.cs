using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Sessions;

/// <summary>Verbs that some dialects refuse where others see nothing wrong.</summary>
internal static class StricterVerbs
{
    /// <summary>Starts a session that is linked to a phone, and no other.</summary>
    public static Task<Answer<SessionView>> StartPairedAsync(this SessionDesk sessions, string key) =>
        sessions.IfPairedAsync(key, static (sessions, id) => sessions.StartAsync(id));

    /// <summary>Restarts a session that is linked to a phone, and no other.</summary>
    public static Task<Answer<SessionView>> RestartPairedAsync(this SessionDesk sessions, string key) =>
        sessions.IfPairedAsync(key, static (sessions, id) => sessions.RestartAsync(id));

    /// <summary>Starts a session that doesn't run, and creates it first if there is none of this name.</summary>
    /// <param name="sessions">The caller's.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">What becomes of its config; null leaves it.</param>
    public static async Task<Answer<SessionView>> StartAnewAsync(
        this SessionDesk sessions, string name, Func<SessionConfig, SessionConfig>? change)
    {
        var found = await sessions.GetAsync(name);
        if (found.Problem?.Condition == Condition.NotFound)
            return await sessions.CreateAsync(name, change?.Invoke(SessionConfig.Default) ?? SessionConfig.Default, start: true);
        if (!found.Has(out var view, out var problem))
            return problem;
        if (view.Status is SessionStatus.Starting or SessionStatus.ScanQrCode or SessionStatus.Working)
            return new Problem(Condition.AlreadyActive, "The session exists and is active.") { Session = name, Status = view.Status };
        if (change is not null && (await sessions.ConfigureAsync(name, change)).Problem is { } refused)
            return refused;
        return await sessions.StartAsync(name);
    }

    /// <summary>Unlinks a session that is linked to a phone, and no other.</summary>
    public static async Task<Answer<SessionView>> LogOutPairedAsync(this SessionDesk sessions, string key)
    {
        var found = await sessions.GetAsync(key);
        if (!found.Has(out var view, out var problem))
            return problem;
        return view.Me is null
            ? new Problem(Condition.NotAuthenticated, "The session is not linked to a phone.") { Session = key, Status = view.Status }
            : await sessions.LogOutAndRunOnAsync(key);
    }

    private static async Task<Answer<SessionView>> IfPairedAsync(
        this SessionDesk sessions, string key, Func<SessionDesk, string, Task<Answer<SessionView>>> act)
    {
        var found = await sessions.GetAsync(key);
        if (!found.Has(out var view, out var problem))
            return problem;
        return view.Me is null
            ? new Problem(Condition.NotPaired, "The session is not paired. Scan its QR code, or ask for a pairing code, first.") { Session = key, Status = view.Status }
            : await act(sessions, key);
    }
}
