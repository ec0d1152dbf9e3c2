namespace Wasilo.Api.Access;

/// <summary>What a request does, as far as keys may be kept from it.</summary>
internal enum Permission
{
    /// <summary>Looks.</summary>
    Read,

    /// <summary>Creates sessions, and does whatever belongs to them.</summary>
    Manage,

    /// <summary>Starts, stops, restarts, logs out, links to a phone.</summary>
    Control,

    /// <summary>Changes a session's config.</summary>
    Configure,

    /// <summary>Writes messages.</summary>
    Send,

    /// <summary>Follows what happens.</summary>
    Events,

    /// <summary>Deletes a session.</summary>
    Delete,

    /// <summary>Accounts and nodes.</summary>
    Admin,
}
