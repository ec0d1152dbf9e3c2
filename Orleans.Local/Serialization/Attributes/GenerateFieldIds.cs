namespace Orleans;

/// <summary>Which members get an id without an <see cref="IdAttribute"/>.</summary>
public enum GenerateFieldIds
{
    /// <summary>None: only members that carry an id travel.</summary>
    None = 0,

    /// <summary>Properties, unless any member of the type carries an explicit id.</summary>
    PublicProperties = 1,
}
