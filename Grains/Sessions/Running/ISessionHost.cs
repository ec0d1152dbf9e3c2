namespace Wasilo.Grains.Sessions.Running;

/// <summary>What a session needs of the grain around it.</summary>
internal interface ISessionHost
{
    /// <summary>Calls <see cref="SessionActor.ElapseAsync"/> once, after this time; null for not at all. It replaces what was set before.</summary>
    void SetTimer(TimeSpan? due);

    /// <summary>Whether the grain must stay in memory though nobody calls it.</summary>
    void Keep(bool keep);

    /// <summary>The session is elsewhere, or nowhere: the grain may go.</summary>
    void LetGo();
}
