namespace Wasilo.Grains.Abstractions.Groups;

/// <summary>Something about groups. Groups are named by an id that ends with @g.us, members as chats are.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.GroupRequest")]
public abstract record GroupRequest
{
    /// <summary>Neither names nor codes.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>All groups of the account.</summary>
/// <param name="WithMembers">Whether their members are listed.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ListGroups")]
public sealed record ListGroups(bool WithMembers) : GroupRequest;

/// <summary>A group.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.GetGroup")]
public sealed record GetGroup(string Group) : GroupRequest;

/// <summary>A new group.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.CreateGroup")]
public sealed record CreateGroup(string Name, string[] Members) : GroupRequest;

/// <summary>The group that an invitation is to.</summary>
/// <param name="Code">The code, or the link that ends with it.</param>
/// <param name="Join">Whether to join it.</param>
[GenerateSerializer, Immutable, Alias("wasilo.UseInvitation")]
public sealed record UseInvitation(string Code, bool Join) : GroupRequest;

/// <summary>Leaves a group.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.LeaveGroup")]
public sealed record LeaveGroup(string Group) : GroupRequest;

/// <summary>Changes what is said of a group; what is null stays.</summary>
/// <param name="Group">The group.</param>
/// <param name="Subject">Its name.</param>
/// <param name="Description">Empty takes it away.</param>
/// <param name="OnlyAdminsEdit">Whether only admins may change what is said of it.</param>
/// <param name="OnlyAdminsWrite">Whether only admins may write.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ChangeGroup")]
public sealed record ChangeGroup(string Group, string? Subject = null, string? Description = null, bool? OnlyAdminsEdit = null, bool? OnlyAdminsWrite = null)
    : GroupRequest;

/// <summary>The code with which one can join.</summary>
/// <param name="Group">The group.</param>
/// <param name="Renew">Whether the code that there is goes, and a new one comes.</param>
[GenerateSerializer, Immutable, Alias("wasilo.GetInvitation")]
public sealed record GetInvitation(string Group, bool Renew) : GroupRequest;

/// <summary>What happens to members.</summary>
[GenerateSerializer]
public enum MemberChange
{
    /// <summary>They come in.</summary>
    Add,

    /// <summary>They go.</summary>
    Remove,

    /// <summary>They become admins.</summary>
    Promote,

    /// <summary>They are admins no more.</summary>
    Demote,
}

/// <summary>Changes members.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.ChangeMembers")]
public sealed record ChangeMembers(string Group, MemberChange Change, string[] Members) : GroupRequest;
