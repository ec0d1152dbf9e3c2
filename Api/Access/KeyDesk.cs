using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Access;

/// <summary>What callers do with the API keys of their account. Only a key for all of the account may.</summary>
/// <param name="caller">Who asks.</param>
internal sealed class KeyDesk(Caller caller)
{
    private static readonly Problem NoKey = new(Condition.NotFound, "There is no such key.");

    /// <summary>The keys that were not revoked.</summary>
    public async Task<Answer<ApiKeyView[]>> ListAsync() => MayNot()
        ?? (Answer<ApiKeyView[]>)(await caller.Account.ListKeys()).Where(key => key.RevokedAt is null && !key.Scopes.Contains(ApiScopes.Link)).ToArray();

    /// <summary>A new key. It may do no more than the caller's own.</summary>
    public Task<Answer<NewApiKey>> CreateAsync(ApiKeyRequest request) => CheckedAsync<NewApiKey>(request, async checkedRequest =>
        await caller.Account.CreateKey(checkedRequest));

    /// <summary>A key as changed. It may do no more than the caller's own, before and after.</summary>
    public async Task<Answer<ApiKeyView>> ChangeAsync(string id, ApiKeyRequest request)
    {
        if (!(await ListAsync()).Has(out var known, out var problem))
            return problem;
        if (known.FirstOrDefault(key => key.Id == id) is not { } before)
            return NoKey;
        if (!MayGive(before.Scopes))
            return Problem.Forbidden;
        return await CheckedAsync<ApiKeyView>(request, async checkedRequest =>
            await caller.Account.ChangeKey(id, checkedRequest) is { } changed ? changed : NoKey);
    }

    /// <summary>Makes a key worthless for good. Who may do less than it may not.</summary>
    public async Task<Answer<string>> RevokeAsync(string id)
    {
        if (!(await ListAsync()).Has(out var known, out var problem))
            return problem;
        if (known.FirstOrDefault(key => key.Id == id) is not { } revoked)
            return NoKey;
        if (!MayGive(revoked.Scopes))
            return Problem.Forbidden;
        return await caller.Account.RevokeKey(id) ? id : NoKey;
    }

    /// <summary>The one key of a session for a purpose, made if it is missing.</summary>
    public async Task<Answer<NewApiKey>> ScopedAsync(string purpose, string session, string[] scopes)
    {
        if (MayNot() is { } problem)
            return problem;
        if (!MayGive(scopes))
            return Problem.Forbidden;
        return await caller.FindAsync(session, byName: true) is { } found
            ? await caller.Account.GetScopedKey(new ScopedKeyRequest(purpose, found.GetPrimaryKeyString(), scopes))
            : Problem.NoSession;
    }

    private async Task<Answer<TValue>> CheckedAsync<TValue>(ApiKeyRequest request, Func<ApiKeyRequest, Task<Answer<TValue>>> act)
        where TValue : notnull
    {
        if (MayNot() is { } problem)
            return problem;
        if (!MayGive(request.Scopes))
            return Problem.Forbidden;
        if (request.Session is { } session)
        {
            if (await caller.FindAsync(session, byName: true) is not { } found)
                return Problem.NoSession;
            request = request with { Session = found.GetPrimaryKeyString() };
        }

        try
        {
            return await act(request);
        }
        catch (ArgumentException refused)
        {
            return Problem.Invalid(refused.Message);
        }
    }

    private Problem? MayNot() => caller.IsForOneSession || !caller.May(Permission.Manage) ? Problem.Forbidden : null;

    private bool MayGive(IEnumerable<string> scopes) => scopes.All(scope =>
        caller.Grant.Scopes.Contains(scope) || (ApiScopes.PartsOfManage.Contains(scope) && caller.May(Permission.Manage)));
}
