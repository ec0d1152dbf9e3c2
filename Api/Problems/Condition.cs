namespace Wasilo.Api.Problems;

/// <summary>What can be in the way of an answer. Each dialect has a status and words of its own for it.</summary>
internal enum Condition
{
    /// <summary>No key, or none that is good.</summary>
    Unauthorized,

    /// <summary>The key is good, but not for this.</summary>
    Forbidden,

    /// <summary>The account has as many sessions as it may.</summary>
    QuotaReached,

    /// <summary>A parameter is missing, or can't be.</summary>
    Invalid,

    /// <summary>The body is too long.</summary>
    TooLarge,

    /// <summary>The body isn't of a kind that is read here.</summary>
    UnsupportedMedia,

    /// <summary>There is no such thing, or it is another account's: nobody can tell which.</summary>
    NotFound,

    /// <summary>There is no such route.</summary>
    NoRoute,

    /// <summary>The route takes other methods.</summary>
    MethodNotAllowed,

    /// <summary>The account has a session of this name.</summary>
    NameTaken,

    /// <summary>The session runs, and the dialect refuses to start it again.</summary>
    AlreadyActive,

    /// <summary>The session was never linked to a phone, and the dialect wants that first.</summary>
    NotPaired,

    /// <summary>There is nothing to log out of, and the dialect minds.</summary>
    NotAuthenticated,

    /// <summary>The session is linked: there is nothing to scan.</summary>
    AlreadyPaired,

    /// <summary>No QR code is on show yet.</summary>
    QrNotReady,

    /// <summary>The session doesn't wait to be linked.</summary>
    NotPairing,

    /// <summary>WhatsApp refused.</summary>
    RefusedUpstream,

    /// <summary>The session must work for this, and doesn't.</summary>
    NotWorking,

    /// <summary>The key asks too often.</summary>
    RateLimited,

    /// <summary>No node answers.</summary>
    Unavailable,

    /// <summary>A mistake of ours.</summary>
    Unexpected,
}
